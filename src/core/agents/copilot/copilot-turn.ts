import { dedent, isBlank, oneLine, trimBlank } from '../../screen/screen-text.ts';
import type { Entry } from '../entries/turn-end.ts';

/** What came after the last prompt; oldest first, the prompt itself included when it can be seen. */
export function readCopilotTurn(transcript: readonly string[]): readonly Entry[] {
  const heads = transcript.flatMap((line, at) => (mark.test(line) ? [at] : []));
  const entries = heads.map((head, index) => entryOf(transcript.slice(head, heads[index + 1])));
  const first = trimBlank(transcript.slice(0, heads[0] ?? transcript.length));
  const isMiddle = first.length > 0 && first.every(line => /^ {3}|^$/u.test(line));
  const all = isMiddle ? [{ kind: 'message', lines: dedent(first) } as const, ...entries] : entries;
  return all.slice(
    Math.max(
      0,
      all.findLastIndex(({ kind }) => kind === 'prompt'),
    ),
  );
}

/** `Shell: Run the tests` of `$ Shell Run the tests 1 line…`. */
export function copilotToolText({ lines }: Entry): string | undefined {
  const [first = ''] = lines;
  const [, name, target = ''] = /^(\S+)(?: (.*))?$/u.exec(first) ?? [];
  return name && oneLine(target ? `${name}: ${target.replace(/\s+\d+ lines?…?$/u, '')}` : name);
}

const mark = /^ [❯●○◎◉✗✓$!] ?\S/u;

function entryOf(lines: readonly string[]): Entry {
  const [head = '', ...rest] = lines;
  const words = head
    .slice(2)
    .trim()
    .replace(/\s{2,}\d\d:\d\d$/u, '');
  return { kind: kindOf(head.charAt(1), words, rest), lines: trimBlank([words, ...dedent(trimBlank(rest))]) };
}

const notice =
  /^(?:Tip:|No copilot-instructions\.md|Request failed due to|Response was interrupted|(?:Operation|Request) cancell?ed\b|Switched to|Model changed|Session )/u;
/** The model or the connection, and not a tool that has failed. */
const mistake =
  /^(?:\d{3}\b|Authentication|API|Error|Failed|Request|Response|Model|Rate|You\b|Your|Quota|No |Unable|Could|Execution|Invalid)/u;

function kindOf(sign: string, words: string, rest: readonly string[]): Entry['kind'] {
  if (sign === '❯') return 'prompt';
  if (sign === '!') return 'warning';
  if (sign === '✗') return mistake.test(words) ? 'error' : 'tool';
  if (notice.test(words)) return 'notice';
  // A tool has what it returned below it, hung on a line.
  const isTool = sign !== '●' || /^ {3}[└│] /u.test(rest.find(line => !isBlank(line)) ?? '');
  return isTool || /^Shell "|^Read shell output\b/u.test(words) ? 'tool' : 'message';
}
