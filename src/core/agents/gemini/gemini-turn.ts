import { dedent, isBlank, oneLine, trimBlank } from '../../screen/screen-text.ts';
import type { Entry } from '../entries/turn-end.ts';
import { isBar, promptSign, unframed } from './gemini-layout.ts';

/** What came after the last prompt; oldest first, the prompt itself included when it can be seen. */
export function readTurn(transcript: readonly string[]): readonly Entry[] {
  const entries = readEntries(sinceBanner(transcript));
  return entries.slice(
    Math.max(
      0,
      entries.findLastIndex(entry => entry.kind === 'prompt'),
    ),
  );
}

/** `Shell: npm test`, what a subagent does; undefined for a box that says neither. */
export function toolText(entry: Entry): string | undefined {
  const [first = ''] = entry.lines;
  const agent = entry.lines.findLast(line => /^\S+ +\S.* · /u.test(line));
  if (agent) return oneLine(agent.replace(/^\S+ +/u, ''));
  const [, name, target] = toolLine.exec(first) ?? [];
  return name ? oneLine(target ? `${name}: ${target}` : name) : undefined;
}

/** `⊷  Shell npm test`; the name is one word, or several before two blanks. */
const toolLine = /^\S {1,3}(\S+(?: \S+)*?)(?: {2,}| (?=\S)|$)(.*)$/u;

const symbols: Readonly<Record<string, Entry['kind']>> = {
  '✦': 'message',
  ℹ: 'notice',
  '⚠': 'warning',
  '✕': 'error',
  '╭': 'tool',
};

/** A finished tool may stand without a frame: `  ✓  WriteFile  a.txt → Accepted`. */
const frameless = /^ {2}[✓✔✗✕x⊷o?-] {2}\S/u;

function kindOf(lines: readonly string[], at: number): Entry['kind'] | undefined {
  const line = lines[at] ?? '';
  const kind = symbols[line.charAt(0)];
  if (kind === 'tool') return /^╭─{4,}/u.test(line) ? kind : undefined;
  if (kind) return /^\S\s/u.test(line) ? kind : undefined;
  if (frameless.test(line)) return 'tool';
  const above = lines[at - 1] ?? '';
  const isPrompt = promptSign.test(line) && (isBar(above) || (isBlank(above) && /^ ?>/u.test(line)));
  return isPrompt ? 'prompt' : undefined;
}

function readEntries(lines: readonly string[]): readonly Entry[] {
  const heads = lines.flatMap((_line, at) => (kindOf(lines, at) ? [at] : []));
  const first = lines.slice(0, heads[0] ?? lines.length);
  const rest = heads.map((head, index) => toEntry(kindOf(lines, head), lines.slice(head, heads[index + 1])));
  return isContinuation(first) ? [{ kind: 'message', lines: ownText(first) }, ...rest] : rest;
}

function toEntry(kind: Entry['kind'] = 'message', lines: readonly string[]): Entry {
  if (kind !== 'tool')
    return { kind, lines: ownText([`  ${(lines[0] ?? '').replace(/^ ?\S+\s*/u, '')}`, ...lines.slice(1)]) };
  const end = lines.findIndex(line => /^╰/u.test(line));
  const text = lines.slice(0, end < 0 ? lines.length : end).filter(line => !/^╭/u.test(line));
  return { kind, lines: trimBlank(dedent(text.map(unframed))) };
}

/** Text is indented by two; what stands further left below it belongs to the program, as do queued messages. */
function ownText(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex(line => /^ ?\S/u.test(line) || /^ {2}Queued \(/u.test(line));
  return trimBlank(dedent(lines.slice(0, end < 0 ? lines.length : end)));
}

/** Lines above the first mark belong to a long message, unless the banner is among them. */
function isContinuation(lines: readonly string[]): boolean {
  return (
    lines.some(line => /^ {2}\S/u.test(line)) && !lines.some(line => /[▝▜▄▟▀]|^(?:\d\.|Tips) /u.test(line))
  );
}

/** Above a banner stands what another run has left in the terminal. */
function sinceBanner(lines: readonly string[]): readonly string[] {
  return lines.slice(lines.findLastIndex(line => /^ [▝▜▄▟▀ ]+ Gemini CLI v\d/u.test(line)) + 1);
}
