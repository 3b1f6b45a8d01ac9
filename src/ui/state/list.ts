import type { Grouping } from '../../core/effects.ts';

/** A heading with the ids of its rows, in the order shown. */
export interface Group {
  readonly key: string;
  readonly title: string;
  readonly ids: readonly string[];
}

/** How the rows stand, and which of them is selected. */
export interface ListState {
  readonly grouping: Grouping;
  readonly groups: readonly Group[];
  /** Keys of the groups that are collapsed. */
  readonly collapsed: readonly string[];
  /** A session's id, or a heading's (`headingId`). */
  readonly selectedId: string | undefined;
  /** First line of the list that is shown; the list scrolls only when the selection would leave it. */
  readonly scroll: number;
  /** The wheel has turned since the last key: the selection may be out of sight. */
  readonly isScrolledAway: boolean;
  /** The row that was clicked last: a second click opens it. */
  readonly clickedId: string | undefined;
  /** When ↑ or ↓ last went through the rows; ms. */
  readonly movedAt: number;
}

export const firstList: ListState = {
  grouping: 'state',
  groups: [],
  collapsed: [],
  selectedId: undefined,
  scroll: 0,
  isScrolledAway: false,
  clickedId: undefined,
  movedAt: 0,
};
