/** One numbered choice of a dialog, as it stands on the screen. */
export interface OptionRow {
  /** Index of the screen's line. */
  readonly line: number;
  readonly number: number;
  readonly hasCursor: boolean;
  /** What stands in its box, where it has one. */
  readonly mark: string | undefined;
  readonly label: string;
}

/** `optionLine` names its groups: `number`, `label`, and `cursor` and `mark` where they stand. */
export function optionRow(optionLine: RegExp, text: string, line: number): OptionRow | undefined {
  const groups = optionLine.exec(text)?.groups;
  if (!groups) return undefined;
  const { number, cursor, mark, label = '' } = groups;
  return { line, number: Number(number), hasCursor: cursor !== undefined, mark, label };
}

/**
 * The choices 1, 2, … from the bottom up, so that a numbered list in a plan, a message or a command is not taken for
 * them. None when the first is not there: long lists scroll, and then no index would be right.
 */
export function numberedRows(
  lines: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  toRow: (text: string, line: number) => OptionRow | undefined,
): readonly OptionRow[] {
  const rows: OptionRow[] = [];
  for (let line = to - 1; line >= from; line -= 1) {
    const row = toRow(lines[line] ?? '', line);
    if (!row || (rows[0] && row.number !== rows[0].number - 1)) continue;
    rows.unshift(row);
    if (row.number === 1) return rows;
  }
  return [];
}
