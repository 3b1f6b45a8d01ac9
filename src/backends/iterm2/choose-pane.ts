import { It2Error } from './it2.ts';
import type { TaggedPane } from './pane-records.ts';
import type { Pane } from './panes.ts';

export interface Split {
  /** Undefined: the one that has the keys. */
  readonly pane: string | undefined;
  /** For `it2 session split`. */
  readonly words: readonly string[];
}

interface Whose {
  readonly own: readonly Pick<TaggedPane, 'pane' | 'leader'>[];
  /** The pane from which a session is asked for. */
  readonly leader: string | undefined;
}

/** What agents draw in fewer cells cannot be read. */
const least = { columns: 40, rows: 8 };
/** With less than this for each, panes stand below each other. */
const wide = 60;

/**
 * Which pane makes room: the one from which it is asked for gets the first beside it, as Claude Code does it; then the
 * largest of ours, the last among equals. Throws a sentence where none is large enough.
 */
export function choosePane(panes: readonly Pane[], { own, leader }: Whose): Split {
  const ofThis = own.filter(tag => tag.leader === leader);
  const ids = (ofThis.some(({ pane }) => has(panes, pane)) ? ofThis : own).map(({ pane }) => pane);
  const ours = ids.flatMap(id => panes.find(pane => pane.id === id) ?? []);
  if (ours.length === 0) {
    const beside = leader !== undefined && has(panes, leader) ? leader : undefined;
    return { pane: beside, words: beside === undefined ? ['-v'] : ['-v', '-s', beside] };
  }
  const largest = ours.toReversed().toSorted((a, b) => b.columns * b.rows - a.columns * a.rows);
  for (const pane of largest) {
    const isVertical = directionOf(pane);
    if (isVertical !== undefined)
      return { pane: pane.id, words: [...(isVertical ? ['-v'] : []), '-s', pane.id] };
  }
  throw new It2Error(
    'There is no room for another pane in this window of iTerm2.',
    'Close one, enlarge the window, or start the session elsewhere: --backend tmux',
  );
}

/** Whether the halves of a pane stand side by side; undefined where neither would be large enough. */
function directionOf({ columns, rows }: Pane): boolean | undefined {
  // A line parts them.
  const half = { columns: Math.floor((columns - 1) / 2), rows: Math.floor((rows - 1) / 2) };
  if (half.columns >= wide && rows >= least.rows) return true;
  if (half.rows >= least.rows && columns >= least.columns) return false;
  return half.columns >= least.columns && rows >= least.rows ? true : undefined;
}

function has(panes: readonly Pane[], id: string): boolean {
  return panes.some(pane => pane.id === id);
}
