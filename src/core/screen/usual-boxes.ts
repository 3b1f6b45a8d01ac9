import type { Screen } from './screen.ts';

const others = '┌┐└┘╔╗╚╝╒╕╘╛╓╖╙╜═║━';
const usual = '╭╮╰╯╭╮╰╯╭╮╰╯╭╮╰╯─│─';
const isOther = new RegExp(
  `[${others}]|^\\s*\\+[-=]{4,}\\+?\\s*$|^\\s*[-=]{8,}|^\\s*\\|(?:\\s.*)?\\s\\|\\s*$`,
  'u',
);

/**
 * The screen with boxes as most programs draw them, light and with round corners: a version, a font or a terminal without
 * these signs has others. The same object where nothing differs.
 */
export function withUsualBoxes(screen: Screen): Screen {
  if (!screen.lines.some(line => isOther.test(line))) return screen;
  let isOpen = false;
  const lines = screen.lines.map(line => {
    if (/^\s*\+[-=]{2,}\+\s*$/u.test(line)) {
      isOpen = !isOpen;
      const [left, right] = isOpen ? ['╭', '╮'] : ['╰', '╯'];
      return line
        .replace(/[-=]/gu, '─')
        .replace('+', left)
        .replace(/\+(\s*)$/u, `${right}$1`);
    }
    // Also one that has a name in it.
    if (/^\s*[-=]{8,}(?:.*[-=])?\s*$/u.test(line))
      return line.replace(/^\s*[-=]+|[-=]+\s*$/gu, run => run.replace(/[-=]/gu, '─'));
    const barred = /^\s*\|(?=\s|$)/u.test(line) ? line.replace(/\|/gu, '│') : line;
    return [...barred].map(each => usual[others.indexOf(each)] ?? each).join('');
  });
  return { ...screen, lines };
}
