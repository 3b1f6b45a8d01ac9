/** Colours of Claude Code's dark theme, as SGR parameters. */
export const colors = {
  logo: '38;5;174',
  faint: '38;5;246',
  rule: '38;5;244',
  dots: '38;5;239',
  accent: '38;5;153',
  bright: '38;5;231',
  error: '38;5;211',
  tick: '38;5;114',
  warning: '38;5;220',
  user: '48;5;237;38;5;231',
  tab: '38;5;16;48;5;153',
  bold: '1',
  dim: '2',
} as const;

export function paint(color: keyof typeof colors, text: string): string {
  return `\x1b[${colors[color]}m${text}\x1b[0m`;
}

/** Takes out what would move the cursor: text of the prompt is shown, never obeyed. */
export function plain(text: string): string {
  return text.replaceAll('\t', '    ').replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '');
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;
const widthOf = (character: string) => (wide.test(character) ? 2 : 1);

export function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}

/** Breaks text at spaces, and words that are too long anywhere. */
export function wrap(text: string, width: number): string[] {
  return plain(text)
    .split('\n')
    .flatMap(line => wrapLine(line, Math.max(8, width)));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )/)) {
    if (textWidth((current + word).trimEnd()) > width && current !== '') {
      lines.push(current.trimEnd());
      current = '';
    }
    for (const character of word) {
      if (textWidth(current + character) > width && character !== ' ') {
        lines.push(current);
        current = '';
      }
      current += character;
    }
  }
  return [...lines, current.trimEnd()];
}
