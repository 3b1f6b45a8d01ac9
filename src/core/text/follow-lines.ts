/**
 * What was added to a text of which only the last lines are seen each time. Where the two do not join, the screen was
 * drawn again: then the lines that were not there before.
 */
export function addedLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const shift = shiftBetween(before, after);
  if (shift !== undefined) return after.slice(before.length - shift);
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  return after.filter(line => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0 && line.trim() !== '';
  });
}

/** By how many lines the text has moved on; undefined when nothing of it is left. */
export function shiftBetween(before: readonly string[], after: readonly string[]): number | undefined {
  for (let shift = 0; shift < before.length; shift++) {
    const kept = before.length - shift;
    if (kept > after.length) continue;
    let at = 0;
    while (at < kept && before[shift + at] === after[at]) at += 1;
    if (at === kept) return shift;
  }
  return before.length === 0 ? 0 : undefined;
}
