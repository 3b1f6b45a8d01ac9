import { isWide } from '../text/wide-characters.ts';

/** The beginning of a line, of at most this many cells. */
export function cutAtCell(line: string, most: number): string {
  let cells = 0;
  let index = 0;
  for (const character of line) {
    if (cells >= most) break;
    cells += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
    index += character.length;
  }
  return line.slice(0, index);
}

/** What stands in each cell of a line that is not blank, by its column. */
export function firstCellsOf(line: string): ReadonlyMap<number, string> {
  const cells = new Map<number, string>();
  let column = 0;
  for (const character of line) {
    if (character !== ' ') cells.set(column, character);
    column += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return cells;
}
