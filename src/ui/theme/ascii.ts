import { cells } from '../../core/text/safe-text.ts';

/** What a terminal without UTF-8 gets in place of our own marks; `glyphs` has its own for most. */
const replacements: Readonly<Record<string, string>> = {
  '…': '~',
  '·': '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '↑': '^',
  '↓': 'v',
  '←': '<',
  '→': '>',
  '│': '|',
  '─': '-',
  '●': '*',
  '•': '*',
  '✓': '+',
  '✔': '+',
  '✗': 'x',
  '×': 'x',
};

/** The line in ASCII, every character in as many cells as before: `?` for what has no likeness. */
export function asciiLine(line: string): string {
  return /^[\0-\x7f]*$/.test(line)
    ? line
    : line.replace(
        /[^\0-\x7f]/gu,
        character => replacements[character] ?? withoutMarks(character) ?? '?'.repeat(cells(character)),
      );
}

/** `é` is an e with a mark. */
function withoutMarks(character: string): string | undefined {
  const [letter = ''] = character.normalize('NFD');
  return /^[ -~]$/.test(letter) ? letter : undefined;
}
