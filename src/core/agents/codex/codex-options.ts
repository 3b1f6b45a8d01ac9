import type { Option } from '../../question/question.ts';
import { isBlank, joinWrapped } from '../../screen/screen-text.ts';
import { numberedRows, type OptionRow, optionRow } from '../shared/option-rows.ts';

/** The choices of a dialog, and the lines they take. */
export interface CodexChoices {
  readonly options: readonly Option[];
  readonly selected?: number;
  readonly from: number;
  readonly to: number;
}

interface Region {
  readonly from: number;
  readonly to: number;
  /** Cells of the screen. */
  readonly width: number;
}

/** Numbered choices, one of them under the cursor. Of a list that scrolls no index would be right: then none. */
export function readCodexChoices(lines: readonly string[], region: Region): CodexChoices | undefined {
  const rows = numberedRows(lines, region, toRow);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || !rows.some(row => row.hasCursor)) return undefined;
  const ends = rows.map((row, index) => rows[index + 1]?.line ?? endOfOption(lines, row.line));
  const options = rows.map((row, index) =>
    toOption(row, lines.slice(row.line + 1, ends[index]), region.width),
  );
  return {
    options,
    selected: rows.findIndex(row => row.hasCursor),
    from: first.line,
    to: ends.at(-1) ?? last.line + 1,
  };
}

function endOfOption(lines: readonly string[], line: number): number {
  const end = lines.findIndex((each, index) => index > line && isBlank(each));
  return end < 0 ? lines.length : end;
}

/** A description stands beside the label in a column of its own, or below it; a long label is wrapped. */
function toOption(row: OptionRow, below: readonly string[], width: number): Option {
  const [name = '', ...beside] = row.label.split(/\s{2,}/u);
  const more = below.filter(line => !isBlank(line));
  const isWrapped = beside.length === 0 && row.label.length > width / 2;
  const label = (isWrapped ? joinLines([name, ...more]) : name).replace(shortcut, '');
  const description = joinWrapped([...beside, ...(isWrapped ? [] : more)]);
  return { label, ...(description !== '' && { description }) };
}

/** The key that chooses it, which a person who answers elsewhere does not press. */
const shortcut = /\s+\((?:[a-z]|esc|enter)\)$/u;

/** Codex also breaks words at hyphens. */
function joinLines(lines: readonly string[]): string {
  return joinWrapped([
    lines
      .map(line => line.trim())
      .join('\n')
      .replace(/(?<=\S-)\n/gu, '')
      .replaceAll('\n', ' '),
  ]);
}

const optionLine = /^ {0,4}(?<cursor>[›>❯])?\s*(?<number>\d{1,2})\.\s+(?<label>\S.*)$/u;

function toRow(text: string, line: number): OptionRow | undefined {
  return optionRow(optionLine, text, line);
}
