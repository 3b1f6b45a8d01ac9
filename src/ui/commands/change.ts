import type { Effect } from '../../core/effects.ts';
import type { ViewState } from '../state/view-state.ts';

/** What a command does: data only. */
export interface Change {
  readonly set?: Partial<ViewState>;
  readonly effects?: readonly Effect[];
}
