import { dedent, indentOf, isBlank, joinWrapped, oneLine, trimBlank } from '../../screen/screen-text.ts';
import { workedFor } from './codex-layout.ts';

/** One entry of the transcript, from its mark to the next one. */
export interface CodexEntry {
  readonly kind: 'prompt' | 'message' | 'tool' | 'status' | 'queue' | 'notice' | 'error' | 'decision' | 'end';
  /** Lines with the mark taken away. */
  readonly lines: readonly string[];
}

/**
 * What came after the last prompt; oldest first. Notices of the program itself are left out, and errors after the
 * end of a turn: they answer a command of the program.
 */
export function readCodexTurn(transcript: readonly string[]): readonly CodexEntry[] {
  const entries = readEntries(sinceWelcome(transcript)).filter(entry => entry.kind !== 'notice');
  const turn = entries.slice(
    Math.max(
      0,
      entries.findLastIndex(entry => entry.kind === 'prompt'),
    ),
  );
  const end = turn.findLastIndex(entry => entry.kind === 'end');
  const isEnded = end >= 0 && turn.slice(end + 1).every(entry => entry.kind === 'error');
  return isEnded ? turn.slice(0, end + 1) : turn;
}

/** The text of an entry as one line. */
export function codexText(entry: CodexEntry): string {
  return oneLine(joinWrapped(entry.lines), 1000);
}

const mark = /^([›!•◦✔✗✘■⚠])(?:\s|$)/u;

function readEntries(lines: readonly string[]): readonly CodexEntry[] {
  const heads = lines.flatMap((line, index) => (isHead(line) ? [index] : []));
  const first = lines.slice(0, heads[0] ?? lines.length);
  const rest = heads.flatMap((head, index) => toEntries(lines.slice(head, heads[index + 1]), head === 0));
  return first.some(line => !isBlank(line))
    ? [{ kind: 'message', lines: dedent(trimBlank(first)) }, ...rest]
    : rest;
}

/** Without animations, the status has no mark: `Working (3s • esc to interrupt)` at the left edge. */
function isHead(line: string): boolean {
  return mark.test(line) || workedFor.test(line) || isUnmarkedStatus(line);
}

function isUnmarkedStatus(line: string): boolean {
  return !mark.test(line) && statusLine.test(line);
}

/** While its turn scrolls, a prompt stays in the first line: below it goes on what is scrolled. */
function toEntries(lines: readonly string[], isFirst: boolean): readonly CodexEntry[] {
  const [head = '', ...below] = lines;
  const isHeld = isFirst && head.startsWith('›') && below.some(line => !isBlank(line));
  if (!isHeld) return [toEntry(lines)];
  return [
    toEntry([head]),
    { kind: isToolOutput(below) ? 'tool' : 'message', lines: dedent(trimBlank(below)) },
  ];
}

function toEntry(lines: readonly string[]): CodexEntry {
  const [head = '', ...below] = lines;
  if (workedFor.test(head)) return { kind: 'end', lines: [head.trim()] };
  if (isUnmarkedStatus(head)) return { kind: 'status', lines: [head.trim()] };
  const sign = mark.exec(head)?.[1] ?? '';
  // What an error says is wrapped at the left edge.
  const rest = below.map(line => line.slice(Math.min(2, indentOf(line))));
  const text = withoutTip(joinWords(trimBlank([head.slice(2), ...rest])));
  return { kind: kindOf(sign, text), lines: text };
}

function kindOf(sign: string, lines: readonly string[]): CodexEntry['kind'] {
  if (sign === '›' || sign === '!') return 'prompt';
  if (sign === '■') return 'error';
  if (sign === '⚠') return 'notice';
  if (sign === '✔' || sign === '✗' || sign === '✘') return 'decision';
  const text = joinWrapped(lines);
  if (statusLine.test(text)) return 'status';
  if (/^(?:Messages to be submitted|Queued (?:follow-up )?(?:messages|inputs))\b/u.test(text)) return 'queue';
  if (notice.test(text)) return 'notice';
  return isToolOutput(lines) || toolLine.test(text) ? 'tool' : 'message';
}

/**
 * `Working (1m 3s • esc to interrupt)`, `Reconnecting... 2/5 (3s • esc to interrupt)`; it
 * stands only while a turn goes on.
 */
export const statusLine = /^\S.{0,100}?\((?:\d+h )?(?:\d+m )?\d+s • \S+ to interrupt\)/u;

const notice =
  /^(?:Model changed to|Model set to|Permissions (?:updated|changed)|Approval policy|Switched to|Unrecognized command|Tip:|Heads up)\b/u;

const toolLine =
  /^(?:(?:Running|Ran|You ran|Exploring|Explored|Calling|Called|Searching|Searched|Waiting|Waited|Interacted|Viewed|Exited)\b.*|(?:Edited|Added|Deleted|Renamed|Moved)\b.* \(\+\d+ -\d+\).*|Questions \d+\/\d+ answered.*|Proposed Plan.*|Updated Plan.*)$/u;

function isToolOutput(lines: readonly string[]): boolean {
  return lines.some(line => /^\s*(?:└|│|\+ Show details)/u.test(line));
}

/** Codex also breaks lines at hyphens. */
function joinWords(lines: readonly string[]): readonly string[] {
  return lines
    .join('\n')
    .replace(/(?<=\w-)\n\s*(?=\w)/gu, '')
    .split('\n');
}

/** A tip of the program hangs below the last words of a turn. */
function withoutTip(lines: readonly string[]): readonly string[] {
  const tip = lines.findIndex(line => /^\s*└ Tip: /u.test(line));
  return tip < 0 ? lines : trimBlank(lines.slice(0, tip));
}

/** Above a welcome stands what another run has left in the terminal; below it the picture of a fresh start. */
function sinceWelcome(lines: readonly string[]): readonly string[] {
  const welcome = lines.findLastIndex(line => />_ OpenAI Codex \(v/u.test(line));
  const rest = welcome < 0 ? lines : lines.slice(welcome + 1);
  const start = welcome < 0 ? 0 : rest.findIndex(line => mark.test(line) || workedFor.test(line));
  return start < 0 ? [] : rest.slice(start);
}
