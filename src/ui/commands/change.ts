import type { Effect } from '../../core/effects.ts';
import type { Changes } from '../state/view-state.ts';

/** What a command does: data only. */
export interface Change {
  readonly set?: Changes;
  readonly effects?: readonly Effect[];
}
