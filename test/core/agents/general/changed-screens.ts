import type { Screen } from '../../../../src/core/screen/screen.ts';

/** A way in which another version, another program or a person's settings could draw the same screen. */
export interface Change {
  readonly name: string;
  readonly apply: (screen: Screen) => Screen;
}

const withLines = (screen: Screen, change: (line: string) => string): Screen => ({
  ...screen,
  lines: screen.lines.map(change),
});

const pointers = ['❯', '>', '●', '▶', '→', '*', '»'].map(glyph => ({
  name: `pointer ${glyph}`,
  apply: (screen: Screen) =>
    withLines(screen, line => line.replace(/^([\s│┃]*)[❯›●>](\s+\d+\.\s)/u, `$1${glyph}$2`)),
}));

const hints = [
  'Enter to select · ↑/↓ to navigate · Esc to cancel',
  'Press enter to confirm or esc to cancel',
  'Use arrow keys to navigate, ⏎ to choose',
  '↑↓ select  enter submit  esc dismiss',
].map(words => ({
  name: `hint ${words}`,
  apply: (screen: Screen) =>
    withLines(screen, line =>
      line.replace(
        /(?:Enter to (?:select|confirm|submit)|Press enter to confirm|tab to add notes|enter (?:select|confirm|continue)|(?:↑↓ select|⇆ tab) {2}enter)\b.*?(?=\s*[│┃]?\s*$)/u,
        words,
      ),
    ),
}));

const boxes = [
  ['corners', '┌┐└┘─│'],
  ['double', '╔╗╚╝═║'],
  ['ascii', '++++-|'],
].map(([name = '', to = '']) => ({
  name: `boxes ${name}`,
  apply: (screen: Screen) =>
    withLines(screen, line => [...line].map(each => [...to]['╭╮╰╯─│'.indexOf(each)] ?? each).join('')),
}));

const spinners = ['⣾', '◐', '✶', '⠙'].map(glyph => ({
  name: `spinner ${glyph}`,
  apply: (screen: Screen) =>
    withLines(screen, line => line.replace(/^(\s*)[⠁-⣿✽✻✶✳✢](?=\s\S.*…|\s\S.*\.\.\.)/u, `$1${glyph}`)),
}));

/** Rows below the last line with text: a status line of the person's. */
function below(screen: Screen, added: readonly string[]): Screen {
  const end = screen.lines.findLastIndex(line => line.trim() !== '') + 1;
  const lines = [...screen.lines.slice(0, end), ...added, ...screen.lines.slice(end + added.length)];
  return { ...screen, lines, height: lines.length };
}

const statusLines: readonly Change[] = [
  {
    name: 'a status line below',
    apply: screen => below(screen, ['  ~/proj main* · 42% of context · $0.12']),
  },
  {
    name: 'two status lines below',
    apply: screen => below(screen, ['  ~/proj | main | opus', '  ctx 42% [███░░░] 12:31']),
  },
  {
    name: 'a status line above',
    apply: screen => ({
      ...screen,
      lines: ['[proj] 0:claude* 1:zsh             12:31', ...screen.lines],
      cursorY: screen.cursorY + 1,
      height: screen.height + 1,
    }),
  },
  {
    name: 'a clock at the right',
    apply: screen => {
      const last = screen.lines.findLastIndex(line => line.trim() !== '');
      const lines = screen.lines.map((line, index) =>
        index === last ? `${line.padEnd(screen.width)}   12:31` : line,
      );
      return { ...screen, lines, width: screen.width + 8 };
    },
  },
];

const facts = [
  'Context',
  '1,240 tokens',
  '1% used',
  '',
  'LSP',
  'none',
  '',
  'Todo',
  '[✓] read',
  '[ ] write',
  '',
  '/home/me/proj',
  '• 1.18.33',
];

function beside(border: string, gap: number) {
  return (screen: Screen): Screen => {
    const width = Math.max(screen.width, 100);
    const lines = screen.lines.map((line, index) => {
      const words = facts[index % (facts.length + 3)] ?? '';
      return `${line.padEnd(width + gap)}${border}${words}`.trimEnd();
    });
    return { ...screen, lines, width: width + gap + 38 };
  };
}

const sidebars: readonly Change[] = [
  { name: 'a sidebar behind a gap', apply: beside('', 5) },
  { name: 'a sidebar behind a border', apply: beside('│ ', 1) },
];

export const changes: readonly Change[] = [
  ...pointers,
  ...hints,
  ...boxes,
  ...spinners,
  ...statusLines,
  ...sidebars,
];
