import type { Session } from '../../core/session/session.ts';
import type { Slices } from '../state/view-state.ts';

/** What a section of the peek is made of. */
export interface PeekView {
  readonly state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'peek'>;
  readonly session: Session;
  /** Cells of a line; the margin is added later. */
  readonly width: number;
}

/** Some lines of the peek, none wider than `width`; empty when there is nothing to tell. */
export type PeekSection = (view: PeekView) => readonly string[];
