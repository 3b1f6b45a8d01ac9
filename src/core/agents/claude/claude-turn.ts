import { lazily } from '../../lazily.ts';
import {
  dedent,
  indentOf,
  isBlank,
  joinWrapped,
  oneLine,
  paragraphs,
  trimBlank,
} from '../../screen/screen-text.ts';

/** One entry of the transcript, from its mark to the next one. */
export interface Entry {
  readonly kind: 'prompt' | 'message' | 'tool' | 'notice' | 'status';
  /** Lines with the mark taken away. */
  readonly lines: readonly string[];
}

/** What came after the last prompt that Claude Code has begun with; oldest first. */
export function readTurn(transcript: readonly string[], draft: string): readonly Entry[] {
  const entries = readEntries(sinceWelcome(withoutHints(transcript, draft)));
  const prompt = entries.findLastIndex(entry => entry.kind === 'prompt' && !isQueued(entry));
  return entries.slice(Math.max(0, prompt));
}

/** The last thing Claude Code said, without what its tools printed. */
export function lastMessage(turn: readonly Entry[]): Entry | undefined {
  return turn.findLast(entry => entry.kind === 'message');
}

/** The text of an entry as one line. */
export function entryText(entry: Entry): string {
  return oneLine(joinWrapped(entry.lines), 1000);
}

/** The last paragraph of a message in one line; the row's summary of a finished turn. */
export function lastWords(entry: Entry): string {
  const parts = paragraphs(entry.lines);
  return oneLine((parts.findLast(lines => !isQuotation(lines)) ?? parts.at(-1) ?? []).join(' '));
}

/** The question at the end of a message, also when a list of its answers follows; not one that is quoted. */
export function questionInProse(entry: Entry): string | undefined {
  const parts = paragraphs(entry.lines);
  const last = parts.at(-1);
  if (!last || isQuotation(last)) return undefined;
  const asked = last.every(isListed) ? parts.at(-2) : last;
  const sentence =
    joinWrapped(asked ?? [])
      .split(/(?<=[.!?…:])\s+/u)
      .at(-1) ?? '';
  return /\?["'”’»)*_]*$/u.test(sentence) ? sentence : undefined;
}

const mark = /^(?:([❯>!])|([●⏺])|([·✢✳✶✻✽∗*]))(?:\s|$)/u;

/** Any sign, any verb: `● Herding… (1m 2s · ↓ 1.2k tokens)`; without animations the sign is that of a message. */
const liveStatus = lazily(
  () => /^[^\p{L}\p{N}\s⎿❯>!]\s\S[^…]{0,120}…\s*\([^()]*(?:\b\d+[dhms]\b|\btokens?\b|\besc to\b)/u,
);

function readEntries(lines: readonly string[]): readonly Entry[] {
  const heads = lines.flatMap((line, index) => (isHead(line, lines[index + 1]) ? [index] : []));
  const first = lines.slice(0, heads[0] ?? lines.length);
  const rest = heads.map((head, index) => toEntry(lines.slice(head, heads[index + 1])));
  return isContinuation(first) ? [{ kind: 'message', lines: dedent(trimBlank(first)) }, ...rest] : rest;
}

function isHead(line: string, next = ''): boolean {
  return mark.test(line) || isLiveStatus(line, next);
}

/** A narrow terminal wraps it. */
function isLiveStatus(line: string, next: string): boolean {
  const isWrapped = /^\S\s\S[^…]*…\s*(?:\([^()]*)?$/u.test(line);
  return liveStatus().test(line) || (isWrapped && liveStatus().test(`${line.trimEnd()} ${next.trim()}`));
}

function toEntry(lines: readonly string[]): Entry {
  const [head = '', next = ''] = lines;
  const [, prompt, bullet] = (isLiveStatus(head, next) ? undefined : mark.exec(head)) ?? [];
  const text = trimBlank([
    (lines[0] ?? '').slice(2),
    ...lines.slice(1).map(line => line.slice(Math.min(2, indentOf(line)))),
  ]);
  const result = text.findIndex(line => /^⎿/u.test(line));
  if (prompt) return { kind: 'prompt', lines: text };
  // Nothing continues a status line; what stands below it are hints.
  if (!bullet)
    return { kind: 'status', lines: (paragraphs(text)[0] ?? []).filter(line => !/^⎿/u.test(line)) };
  if (result >= 0 || isToolLine(text[0] ?? '')) return { kind: 'tool', lines: text };
  return { kind: 'message', lines: text };
}

/** `Bash(npm test)`, `Agent "x" finished · 8s`. */
function isToolLine(line: string): boolean {
  return /^[A-Z]\w+\(.*\)?$/u.test(line) || /^Agent ".*" (?:finished|failed)\b/u.test(line);
}

/** Lines above the first mark belong to a long message, unless the welcome banner is among them. */
function isContinuation(lines: readonly string[]): boolean {
  return lines.some(line => /^ {2}\S/u.test(line)) && !lines.some(line => /[▐▛▜▝▘█╭╰]/u.test(line));
}

/** Above a welcome stands what another run has left in the terminal. */
function sinceWelcome(lines: readonly string[]): readonly string[] {
  const isWelcome = (line: string, index: number) =>
    /^[\s▐▛█▜▌╭─]*Claude Code v\d/u.test(line) && /[▐▛╭]/u.test(line + (lines[index + 1] ?? ''));
  return lines.slice(lines.findLastIndex(isWelcome) + 1);
}

/** Right above the composer stand hints, at the right edge, and the menu of `/` and `@`. */
function withoutHints(transcript: readonly string[], draft: string): readonly string[] {
  const menu = /^[/@]/u.test(draft) ? transcript.findLastIndex(line => /^ {2}❯ /u.test(line)) : -1;
  const lines = menu < 0 ? transcript : transcript.slice(0, menu);
  const last = lines.at(-1) ?? '';
  return indentOf(last) > 12 || /^\s+tmux focus-events off/u.test(last) ? lines.slice(0, -1) : lines;
}

function isQueued(entry: Entry): boolean {
  return entry.lines.some(line => /^⎿\s+Queued\b/u.test(line));
}

function isQuotation(lines: readonly string[]): boolean {
  return lines.every(line => isBlank(line) || /^\s*[▎│>┌├└]/u.test(line));
}

function isListed(line: string): boolean {
  return /^\s*(?:[-•*]|\d{1,2}[.)])\s/u.test(line) || indentOf(line) >= 2;
}
