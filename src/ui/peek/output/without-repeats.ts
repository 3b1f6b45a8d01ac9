import type { Question } from '../../../core/question/question.ts';

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
  const dialog = wordsOf(question);
  const start = Math.max(0, lines.length - mostLines - dialog.lines.size);
  const last = lines.slice(start);
  const left = leftOut(last, dialog);
  const kept = [...lines.slice(0, start), ...last.filter((_line, at) => !left[at])];
  made.set(lines, { question, lines: kept });
  return kept;
}

/** A repeated line takes those next to it along that are repeated as well, however short, and what folds them up. */
function leftOut(lines: readonly string[], dialog: Words): readonly boolean[] {
  const left = lines.map(line => isRepeated(line, dialog));
  const filled = lines.flatMap((line, at) => (bare(line) === '' ? [] : [at]));
  const take = (at: number, beside: number) => {
    const line = lines[at] ?? '';
    if (left[at] || !left[beside]) return;
    const isNext = Math.abs(at - beside) === 1;
    const isOfIt = beside < at ? isNext && isRemark.test(line) : isTitle.test(line);
    left[at] = isOfIt || (isNext ? isRepeatedBeside(line, dialog) : dialog.lines.has(bare(line)));
  };
  for (const order of [filled, filled.toReversed()]) {
    for (const [index, at] of order.entries()) take(at, order[index - 1] ?? at);
  }
  return left;
}

/** Below it: `+ Show details`, `… +12 lines (ctrl+o to expand)`, `⎿  Waiting…`. */
const isRemark = /^[\s│└⎿]*(?:\+ Show details|(?:…|\.\.\.|⋮).*|(?:Running|Waiting)…)\s*$/u;
/** Above it. */
const isTitle = /^\s*•\s*(?:Proposed|Updated) Plan\s*$/u;

interface Words {
  readonly lines: ReadonlySet<string>;
  /** All of it, with a blank between words. */
  readonly text: string;
  /** Without any blank: neither side is wrapped where the other is. */
  readonly dense: string;
}

function wordsOf({ header = '', body = '', text, options }: Question): Words {
  const all = [header, ...body.split('\n'), text, ...options.map(({ label }) => label)].map(bare);
  const joined = all.join(' ');
  return { lines: new Set(all.filter(line => line !== '')), text: ` ${joined} `, dense: dense(joined) };
}

function isRepeated(line: string, { lines, dense: all }: Words): boolean {
  const isCall = /^\s*[●⏺•✓]?\s*\p{Lu}\w*\(.+\)\s*$/u.test(line);
  const own = bare(line);
  return [own, withoutVerb(own), ...asOrder(own)].some(
    words =>
      (words.length >= leastCharacters && (lines.has(words) || all.includes(dense(words)))) ||
      (isCall && lines.has(words)),
  );
}

/** The rest of a wrapped call ends with its bracket, and may begin within a word. */
function isRepeatedBeside(line: string, { lines, text, dense: all }: Words): boolean {
  const own = bare(line);
  return [own, own.replace(/\)$/u, '')].some(
    words =>
      words !== '' &&
      (lines.has(words) ||
        text.includes(` ${words} `) ||
        (words.length >= leastCharacters / 2 && all.includes(dense(words)))),
  );
}

function dense(words: string): string {
  return words.replaceAll(' ', '');
}

/** `Running npm test`, `Write notes.txt`: what an agent is about to do, as its transcript says it. */
function withoutVerb(words: string): string {
  return words.replace(/^(?:running|ran|shell|bash|write|edit|update|create|add(?:ed)?|delete[d]?)\s+/u, '');
}

/** `creating a file` is what was asked for as `create a file`. */
function asOrder(words: string): readonly string[] {
  const [, stem, rest] = /^(\p{L}{2,})ing( .+)$/u.exec(words) ?? [];
  return stem && rest ? [stem + rest, `${stem}e${rest}`, stem.slice(0, -1) + rest] : [];
}

/** Without marks, frames, line numbers and the name of the tool: `● Bash(npm test)` is `npm test`. */
function bare(line: string): string {
  const words = line
    .replace(/[\u2500-\u259f]/gu, ' ')
    .replace(/^[\s●⏺•✓✦⎿└├←→>❯›$#*?+-]+/u, '')
    .replace(/^\p{Lu}\w*\((.*?)\)?$/u, '$1')
    .replace(/^\d+\s+(?:[-+]\s*)?/u, '')
    .replace(/(?:…|\.\.\.)\)?\s*$/u, '');
  return words.replace(/\s+/gu, ' ').trim().toLowerCase();
}
