import { safeText } from '../../core/text/safe-text.ts';
import type { ViewState } from './view-state.ts';

export function shortPath(state: ViewState, path: string): string {
  const safe = safeText(path);
  if (safe === state.home) return '~';
  return safe.startsWith(`${state.home}/`) ? `~${safe.slice(state.home.length)}` : safe;
}
