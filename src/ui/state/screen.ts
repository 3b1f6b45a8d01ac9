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
  if (safe === home) return '~';
  return safe.startsWith(`${home}/`) ? `~${safe.slice(home.length)}` : safe;
}
