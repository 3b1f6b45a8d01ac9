import type { Option } from '../../question/question.ts';
import { countWrapped, indentOf, isBlank, joinWrapped, wasWrapped } from '../../screen/screen-text.ts';
import { numberedRows, type OptionRow, optionRow } from '../shared/option-rows.ts';
import { isRule } from './claude-layout.ts';

/** The choices of a dialog, and where they stand in its lines. */
export interface Choices {
  readonly options: readonly Option[];
  readonly selected?: number;
  readonly numbered: boolean;
  /** Index of the option before the rule that sets "Chat about this" apart. */
  readonly lastAboveRule?: number;
  /** Line of the first option, and the line after the last. */
  readonly from: number;
  readonly to: number;
}

export function readChoices(lines: readonly string[], width: number): Choices | undefined {
  return readNumbered(lines, width) ?? readUnnumbered(lines, width);
}

const optionLine = /^\s*(?<cursor>❯)?\s*(?<number>\d{1,2})\.\s+(?:\[(?<mark>[ ✔✓xX☑])\]\s+)?(?<label>\S.*)$/u;

function readNumbered(lines: readonly string[], width: number): Choices | undefined {
  const rows = numberedRows(lines, { from: 0, to: lines.length }, toRow);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return undefined;
  const ends = rows.map((row, index) => rows[index + 1]?.line ?? endOfOption(lines, row.line));
  const to = ends.at(-1) ?? last.line + 1;
  const hasCursor = lines.slice(first.line, to + 1).some(line => /^\s*❯/u.test(line));
  if (!hasCursor) return undefined;
  const options = rows.map((row, index) =>
    toOption(row, lines.slice(row.line + 1, ends[index]), [lines[row.line] ?? '', width]),
  );
  const selected = rows.findIndex(row => row.hasCursor);
  const rule = rows.findIndex(
    (row, index) => index < rows.length - 1 && lines.slice(row.line, ends[index]).some(isRule),
  );
  return {
    options,
    numbered: true,
    from: first.line,
    to,
    ...(selected >= 0 && { selected }),
    ...(rule >= 0 && { lastAboveRule: rule }),
  };
}

function endOfOption(lines: readonly string[], line: number): number {
  const end = lines.findIndex((each, index) => index > line && (isBlank(each) || isRule(each)));
  return end < 0 ? lines.length : end;
}

/** Buttons below a list with several answers; they are not choices. */
const button = /^\s+(?:❯\s*)?(?:Next|Submit)\s*$/u;

function toOption(
  row: OptionRow,
  below: readonly string[],
  [line, width]: readonly [string, number],
): Option {
  const more = below.filter(each => !isBlank(each) && !isRule(each) && !button.test(each));
  const [name = '', ...beside] = row.label.split(/\s{2,}/u);
  const wrapped = beside.length > 0 ? 0 : countWrapped([line, ...more], width);
  const label = joinWrapped([name, ...more.slice(0, wrapped)]);
  const description = joinWrapped([...beside, ...more.slice(wrapped)]);
  return {
    label,
    ...(description !== '' && { description }),
    ...(row.mark !== undefined && { checked: row.mark !== ' ' }),
  };
}

/** The trust dialog and some others have no digits: the cursor's line and its neighbours in the same column. */
function readUnnumbered(lines: readonly string[], width: number): Choices | undefined {
  const cursor = lines.findLastIndex(line => /^\s*❯\s+\S/u.test(line));
  if (cursor < 0) return undefined;
  const column = (lines[cursor] ?? '').search(/[^\s❯]/u);
  const isMember = (line: string | undefined) =>
    line !== undefined && !isBlank(line) && indentOf(line) === column;
  let from = cursor;
  while (isMember(lines[from - 1])) from -= 1;
  let to = cursor + 1;
  while (isMember(lines[to])) to += 1;
  const groups: string[][] = [];
  let selected = 0;
  for (let line = from; line < to; line += 1) {
    const text = lines[line] ?? '';
    if (line > from && wasWrapped(lines[line - 1] ?? '', text, width)) groups.at(-1)?.push(text);
    else groups.push([text.replace('❯', ' ')]);
    if (line === cursor) selected = groups.length - 1;
  }
  return {
    options: groups.map(group => ({ label: joinWrapped(group) })),
    selected,
    numbered: false,
    from,
    to,
  };
}

function toRow(text: string, line: number): OptionRow | undefined {
  return optionRow(optionLine, text, line);
}
