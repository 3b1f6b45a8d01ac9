import { pathBelow } from '../../core/machine/nested-path.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { Look } from '../theme/look.ts';

/** The terminal in which the view is shown, and how things are written there. */
export interface ScreenState {
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
  /** The person's home directory, shown as `~`. */
  readonly home: string;
}

export function shortPath({ home }: ScreenState, path: string): string {
  const safe = safeText(path);
  const below = pathBelow(home, safe);
  if (below === undefined) return safe;
  return below === '' ? '~' : `~/${below}`;
}
