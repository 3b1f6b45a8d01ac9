import { dedent, isBlank, oneLine, trimBlank } from '../../screen/screen-text.ts';
import type { Entry } from '../entries/turn-end.ts';

/** What came after the last prompt; oldest first, the prompt itself included when it can be seen. */
export function readQwenTurn(transcript: readonly string[]): readonly Entry[] {
  const lines = sinceBanner(transcript);
  const heads = lines.flatMap((line, at) => (kindOf(line) ? [at] : []));
  const entries = heads.map((head, index) => entryOf(lines.slice(head, heads[index + 1])));
  const first = lines.slice(0, heads[0] ?? lines.length);
  const all = isContinuation(first)
    ? [{ kind: 'message', lines: textOf(first) } as const, ...entries]
    : entries;
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ kind }) => kind === 'prompt'),
    ),
  );
}

/** `Shell: npm test` of `✓ Shell npm test (Run the tests)`. */
export function qwenToolText({ lines }: Entry): string | undefined {
  const [, name, target = ''] = /^(\S+)(?:\s+(.*))?$/u.exec(lines[0] ?? '') ?? [];
  if (!name) return undefined;
  const said = target.replace(/\s+\([^()]*\)$/u, '').trim();
  return oneLine(said ? `${name}: ${said}` : name);
}

const kinds: readonly (readonly [RegExp, Entry['kind']])[] = [
  [/^ {1,2}[>$!] \S/u, 'prompt'],
  [/^ {1,2}[◆✦] /u, 'message'],
  [/^ {1,2}[●ℹ] /u, 'notice'],
  [/^ {1,2}[⚠△] /u, 'warning'],
  [/^ {1,2}✕ /u, 'error'],
  // Done, failed, refused, running, waiting.
  [/^ {1,2}(?:[✓✔✗x?o⊷-]|[.]{1,3}|[⠁-⣿]) ?[A-Z]\w+(?: |$)/u, 'tool'],
];

function kindOf(line: string): Entry['kind'] | undefined {
  return kinds.find(([mark]) => mark.test(line))?.[1];
}

function entryOf(lines: readonly string[]): Entry {
  const [head = '', ...rest] = lines;
  const kind = kindOf(head) ?? 'message';
  const words = head.replace(/^ {1,2}(?:[.]{1,3} ?|\S ?)/u, '');
  // A tool that was refused is all that tells that the turn has ended with it.
  if (/^ {1,2}- /u.test(head)) return { kind: 'notice', lines: [`Request cancelled: ${words}`] };
  // Of the shell: no prompt to the model.
  const isShell = kind === 'prompt' && /^ {1,2}[$!]/u.test(head);
  return { kind, lines: trimBlank([isShell ? `!${words}` : words, ...textOf(rest)]) };
}

/** Text is indented; a frame in it belongs to the program. */
function textOf(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex(line => /^\S/u.test(line));
  return trimBlank(dedent(lines.slice(0, end < 0 ? lines.length : end)));
}

/** Lines above the first mark belong to a long message, unless the banner is among them. */
function isContinuation(lines: readonly string[]): boolean {
  return lines.some(line => /^ {4}\S/u.test(line)) && !lines.some(line => banner.test(line));
}

const banner = />_ Qwen Code|^ {2}[└╰]─+[┘╯]|^ {2}Tips: |[█╗╔╝║═]{3}/u;

/** Above a banner stands what another run has left in the terminal; below its tip the conversation begins. */
function sinceBanner(lines: readonly string[]): readonly string[] {
  const tip = lines.findLastIndex(line => /^ {2}Tips: /u.test(line));
  if (tip < 0) return lines;
  const blank = lines.findIndex((line, at) => at > tip && isBlank(line));
  return blank < 0 ? [] : lines.slice(blank);
}
