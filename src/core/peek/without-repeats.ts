import type { Question } from '../sessions/question.ts';

/** The dialog repeats what stands right above it; further up the same words are another matter. */
const mostLines = 40;
/** Shorter words than these stand in many lines by chance: they count beside a line that is repeated. */
const leastCharacters = 12;

const made = new WeakMap<
  readonly string[],
  { readonly question: Question; readonly lines: readonly string[] }
>();

/** Output without its last lines that say what the dialog below them says: a command, a plan, a file that is written. */
export function withoutRepeats(lines: readonly string[], question: Question): readonly string[] {
  const known = made.get(lines);
  if (known?.question === question) return known.lines;
  const start = Math.max(0, lines.length - mostLines);
  const dialog = wordsOf(question);
  const last = lines.slice(start);
  const long = last.map(line => isRepeated(line, dialog, leastCharacters));
  const isLeftOut = (line: string, at: number) =>
    long[at] || ((long[at - 1] || long[at + 1]) && isRepeated(line, dialog, 1));
  const kept = [...lines.slice(0, start), ...last.filter((line, at) => !isLeftOut(line, at))];
  made.set(lines, { question, lines: kept });
  return kept;
}

interface Words {
  readonly lines: ReadonlySet<string>;
  readonly text: string;
}

function wordsOf({ header = '', body = '', text, options }: Question): Words {
  const all = [header, ...body.split('\n'), text, ...options.map(({ label }) => label)].map(bare);
  return { lines: new Set(all.filter(line => line !== '')), text: all.join(' ') };
}

function isRepeated(line: string, { lines, text }: Words, least: number): boolean {
  const words = bare(line);
  if (words === '' || words.length < least) return false;
  return lines.has(words) || (words.length >= leastCharacters && text.includes(words));
}

/** Without marks, frames, line numbers and the name of the tool: `● Bash(npm test)` is `npm test`. */
function bare(line: string): string {
  const words = line
    .replace(/[\u2500-\u259f]/gu, ' ')
    .replace(/^[\s●⏺•✓✦⎿└├>❯›$#*?-]+/u, '')
    .replace(/^(?:\p{Lu}\w*\()(.*)\)$/u, '$1')
    .replace(/^\d+\s+(?:[-+]\s*)?/u, '');
  return words.replace(/\s+/gu, ' ').trim().toLowerCase();
}
