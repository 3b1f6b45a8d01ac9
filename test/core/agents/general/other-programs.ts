import type { Screen } from '../../../../src/core/screen/screen.ts';
import type { Change } from './changed-screens.ts';

const lineByLine =
  (change: (line: string, index: number, screen: Screen) => string) =>
  (screen: Screen): Screen => ({
    ...screen,
    lines: screen.lines.map((line, index) => change(line, index, screen)),
  });

const option = /^([\s│┃]*)([❯›●>]?)(\s*)(\d)\.(\s+)/u;

/** The lines of the choices at which a pointer stands: from the first to the last of its run. */
function choicesOf({ lines }: Screen): ReadonlySet<number> {
  const pointed = lines.findLastIndex(line => /^[\s│┃]*[❯›●>]\s+\d\.\s/u.test(line));
  const found = new Set<number>();
  if (pointed < 0) return found;
  const number = (at: number) => Number(option.exec(lines[at] ?? '')?.[4]);
  for (const step of [-1, 1]) {
    let last = number(pointed);
    for (let at = pointed; at >= 0 && at < lines.length && Math.abs(at - pointed) < 20; at += step) {
      if (at === pointed) found.add(at);
      else if (number(at) === last + step) {
        found.add(at);
        last += step;
      }
    }
  }
  return found;
}

function choices(name: string, draw: (number: number) => string): Change {
  const apply = (screen: Screen) => {
    const own = choicesOf(screen);
    const change = lineByLine((line, index) =>
      own.has(index)
        ? line.replace(
            option,
            (_, before, sign, gap, number, behind) =>
              `${before}${sign}${sign ? gap || ' ' : gap}${draw(Number(number))}${draw(1) === '' ? '' : behind}`,
          )
        : line,
    );
    return change(screen);
  };
  return { name: `choices ${name}`, apply };
}

const otherChoices = [
  choices('without numbers', () => ''),
  choices('(a)', number => `(${'abcdefghi'[number - 1]})`),
  choices('a)', number => `${'abcdefghi'[number - 1]})`),
  choices('[1]', number => `[${number}]`),
  choices('1)', number => `${number})`),
];

const otherPointers = ['‣', '⏵', '▷', '➢', '⟩', '->', '=>', '>>'].map(sign => ({
  name: `pointer ${sign}`,
  apply: lineByLine(line => line.replace(/^([\s│┃]*)[❯›●>](\s+\d+\.\s)/u, `$1${sign}$2`)),
}));

const hint =
  /(?:Enter to (?:select|confirm|submit)|Press enter to confirm|tab to add notes|enter (?:select|confirm|continue)|(?:↑↓ select|⇆ tab) {2}enter|↑\/↓ to navigate|↑\/↓: Navigate|↑\/↓ select)\b.*?(?=\s*[│┃]?\s*$)/u;

const otherHints = [
  ['German', '↑/↓ bewegen · Eingabe wählen · Esc abbrechen'],
  ['French', '↑/↓ naviguer · Entrée pour valider · Échap pour annuler'],
  ['Spanish', '↑/↓ mover · Intro para elegir · Esc para cancelar'],
  ['Chinese', '↑/↓ 选择 · 回车确认 · Esc 取消'],
  ['Japanese', '↑/↓ 移動 · Enter 決定 · Esc キャンセル'],
  ['none', ''],
].map(([name, words = '']) => ({
  name: `hints ${name}`,
  apply: lineByLine(line => line.replace(hint, words)),
}));

const spinner = /^(\s*)[⠁-⣿✽✻✶✳✢](?=\s\S.*…|\s\S.*\.\.\.|\s\S.*\besc\b)/u;
const otherSpinners = ['|', '-', '◜', '▖', '⠿', '🌍', '.', '✦', '+'].map(sign => ({
  name: `spinner ${sign}`,
  apply: lineByLine(line => line.replace(spinner, `$1${sign}`)),
}));

const counter = /\((?:(\d+)m )?(\d+)s\b/u;
const otherCounters = [
  ['[00:03]', (m: string, s: string) => `[${m.padStart(2, '0')}:${s.padStart(2, '0')}] (`],
  ['3 sec', (_: string, s: string) => `(${s} sec`],
  ['3.0s', (_: string, s: string) => `(${s}.0s`],
].map(([name, draw]) => ({
  name: `counter ${name as string}`,
  apply: lineByLine(line =>
    line.replace(counter, (_, m = '0', s) => (draw as (m: string, s: string) => string)(m, s)),
  ),
}));

const interrupt = /\besc to (?:interrupt|cancel)\b|\besc interrupt\b/u;
const otherInterrupts = [
  'ctrl+c to stop',
  'Esc: interrupt',
  'press esc to abort',
  'esc 中断',
  'Esc zum Abbrechen',
].map(words => ({
  name: `interrupted by ${words}`,
  apply: lineByLine(line => line.replace(interrupt, words)),
}));

const withoutBorders: Change = {
  name: 'without borders',
  apply: lineByLine(line => (/^\s*[╭╰┌└├][─━]+/u.test(line) ? '' : line.replace(/[│┃]/gu, ' ').trimEnd())),
};
const withoutBars: Change = {
  name: 'without colours, in which bars are drawn',
  apply: lineByLine(line => (/^\s*[▄▀▁▔]{8,}\s*$/u.test(line) ? '' : line)),
};

const names = ['Sessions', '', '● jump', '  climb', '  tests', '', 'Files', 'a.ts', 'b.ts'];
const sidebarLeft: Change = {
  name: 'a sidebar at the left',
  apply: screen => ({
    ...screen,
    width: screen.width + 22,
    cursorX: screen.cursorX < 0 ? screen.cursorX : screen.cursorX + 22,
    lines: screen.lines.map((line, index) => `${` ${names[index] ?? ''}`.padEnd(20)}│ ${line}`.trimEnd()),
  }),
};

/** How programs that nobody has recorded could draw the same. */
export const otherPrograms: readonly Change[] = [
  ...otherChoices,
  ...otherPointers,
  ...otherHints,
  ...otherSpinners,
  ...otherCounters,
  ...otherInterrupts,
  withoutBorders,
  withoutBars,
  sidebarLeft,
];
