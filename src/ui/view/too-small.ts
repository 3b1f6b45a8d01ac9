import type { ScreenState } from '../state/screen.ts';

const leastColumns = 24;
const leastRows = 6;

/** What a terminal shows that has no room for the view. */
export const tooSmallText = `agents needs ${leastColumns}x${leastRows}`;

/** Nothing can be seen then, and so nothing be done but leave. */
export function isTooSmall({ columns, rows }: ScreenState): boolean {
  return columns < leastColumns || rows < leastRows;
}
