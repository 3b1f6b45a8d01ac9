import type { Option } from '../../question/question.ts';
import { countWrapped, isBlank, joinWrapped } from '../../screen/screen-text.ts';
import { type OptionRow, optionRow } from '../shared/option-rows.ts';

/** The choices of a dialog, and where they stand in its lines. */
export interface Choices {
  readonly options: readonly Option[];
  readonly selected?: number;
  /** Line of the first option, and the line after the last. */
  readonly from: number;
  readonly to: number;
  /** Further choices are out of sight below. */
  readonly isCut: boolean;
}

const optionLine = /^\s*(?<cursor>●)?\s*(?<number>\d{1,2})\.\s+(?:\[(?<mark>[ xX✓])\]\s*)?(?<label>.*)$/u;
/** The button that ends a list with several answers. */
const doneLine = /^\s*●?\s*Done$/u;

/** `width` is that of the screen, of which the frame takes four columns. */
export function readChoices(lines: readonly string[], width: number): Choices | undefined {
  const rows = optionRows(lines);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return undefined;
  const ends = rows.map((row, index) => rows[index + 1]?.line ?? endOfOption(lines, row.line));
  const options = rows.map((row, index) =>
    toOption(row, lines.slice(row.line + 1, ends[index]), [lines[row.line] ?? '', width - 3]),
  );
  const selected = rows.findIndex(row => row.hasCursor);
  const to = ends.at(-1) ?? last.line + 1;
  const above = first.number - 1;
  return {
    // A list that was scrolled: what is out of sight keeps its place, so that each index is right.
    options: [...Array.from({ length: above }, () => ({ label: '…' })), ...options],
    from: first.line,
    to,
    isCut: /^\s*▼$/u.test(lines[to] ?? '') && !lines.slice(last.line, to).some(line => doneLine.test(line)),
    ...(selected >= 0 && { selected: selected + above }),
  };
}

/** From the bottom up, so that a numbered list in a plan or a diff is not taken for the choices. */
function optionRows(lines: readonly string[]): readonly OptionRow[] {
  const rows: OptionRow[] = [];
  for (let line = lines.length - 1; line >= 0; line -= 1) {
    const row = toRow(lines[line] ?? '', line);
    if (!row) {
      if (rows[0] && isBlank(lines[line] ?? '')) break;
      continue;
    }
    if (rows[0] && row.number !== rows[0].number - 1) break;
    rows.unshift(row);
    if (row.number === 1) break;
  }
  return rows.some(row => row.hasCursor) || lines.some(line => doneLine.test(line)) ? rows : [];
}

function endOfOption(lines: readonly string[], line: number): number {
  const end = lines.findIndex((each, at) => at > line && (isBlank(each) || /^\s*▼$/u.test(each)));
  return end < 0 ? lines.length : end;
}

function toOption(
  row: OptionRow,
  below: readonly string[],
  [line, width]: readonly [string, number],
): Option {
  const done = below.findIndex(each => doneLine.test(each));
  const more = done < 0 ? below : below.slice(0, done);
  const wrapped = countWrapped([line, ...more], width);
  const description = joinWrapped(more.slice(wrapped));
  return {
    // An answer that was given before carries a tick at its end.
    label: joinWrapped([row.label, ...more.slice(0, wrapped)]).replace(/\s+✓$/u, ''),
    ...(description !== '' && { description }),
    ...(row.mark !== undefined && { checked: row.mark !== ' ' }),
  };
}

function toRow(text: string, line: number): OptionRow | undefined {
  return optionRow(optionLine, text, line);
}
