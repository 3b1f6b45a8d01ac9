import type { LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { Grouping } from '../../core/effects.ts';
import type { Session } from '../../core/session/session.ts';
import { sessionsById } from '../../core/session/sessions-by-id.ts';
import type { Away } from '../state/away.ts';
import type { DiffView } from '../state/diff-view.ts';
import type { Group } from '../state/group.ts';
import type { Keymap, Mode } from '../state/keymap.ts';
import type { Defaults, LineProblem, MenuMarks } from '../state/line-state.ts';
import type { Notice, Word } from '../state/notice.ts';
import type { Peek } from '../state/peek-state.ts';
import { emptyField, type Field } from '../state/text-edit.ts';
import type { Look } from '../theme/look.ts';

/** A first Ctrl+X waits for its second. */
export interface Armed {
  readonly id: string;
  readonly action: 'stop' | 'delete' | 'resume';
  /** The first one has ended its process. */
  readonly isStopped?: boolean;
  readonly until: number;
}

/** Everything that the frame is made of; data only. Times are ms since the epoch. */
export interface ViewState {
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
  /** The person's home directory, shown as `~`. */
  readonly home: string;
  readonly sessions: readonly Session[];
  /** One of them that is gone elsewhere: it stays while something is written for it. */
  readonly goneId: string | undefined;
  /** Sentences about job directories that cannot be read. */
  readonly problems: readonly string[];
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
  readonly mode: Mode;
  /** What keys do, as far as it is not what is typed. */
  readonly keymap: Keymap;
  /** Where `?` and rename return to. */
  readonly modeBefore: Mode;
  /** First line shown of the keys, where not all fit. */
  readonly helpTop: number;
  readonly field: Field;
  /** After Ctrl+F the line finds rows instead of starting a session. */
  readonly isFinding: boolean;
  /** What the world has against the line as it stands. */
  readonly lineProblem: LineProblem | undefined;
  /** Why the last session was not started; until the next one is. */
  readonly refusal: LineProblem | undefined;
  /** The filter that Enter has kept: while it stands in the line, keys are for the list. Counts only as the same object. */
  readonly keptFilter: Field | undefined;
  /** Earlier prompts, newest first. */
  readonly history: readonly string[];
  /** Which of them stands in the line. */
  readonly historyAt: number | undefined;
  /** When ↑ or ↓ last went through the rows; ms. */
  readonly movedAt: number;
  /** What Esc cleared last; Ctrl+Y brings it back. */
  readonly cleared: Field | undefined;
  readonly rename: Field;
  /** Half-written replies by session: closing the peek loses nothing. */
  readonly replies: Readonly<Record<string, Field>>;
  readonly peek: Peek | undefined;
  /** What is read in the mode `diff`. */
  readonly diff: DiffView | undefined;
  readonly notice: Notice | undefined;
  /** Said when the line is free. */
  readonly waitingWords: readonly Word[];
  readonly armed: Armed | undefined;
  /** When Ctrl+X took rows away, while no other key was pressed since; ms. */
  readonly removedAt: number;
  /** What was deleted here, latest last; Ctrl+Z brings it back. */
  readonly deleted: readonly (readonly string[])[];
  /** Since when nobody looked; undefined for the very first time. */
  readonly away: Away | undefined;
  /** Rows keep their places while keys are in use. */
  readonly lastKeyAt: number;
  /** Counts the ticker's beats, for icons of working rows. */
  readonly beat: number;
  readonly supervisor: 'running' | 'starting' | 'lost' | 'hung';
  readonly defaults: Defaults;
  /** Model, effort and permission mode that were chosen in this view, by agent. */
  readonly chosen: Readonly<Record<string, LaunchOptions>>;
  /** An agent was chosen with the last key: Enter on the empty line starts a session of it without a task. */
  readonly startsEmpty: boolean;
  /** What can be completed; undefined until it has been read. */
  readonly catalog: Catalog | undefined;
  /** What was done in the completion menu of the line as it stands. */
  readonly menu: MenuMarks | undefined;
  /** The keys that lead back from sessions that nobody started here, by id; as far as they are known. */
  readonly waysBack: Readonly<Record<string, string>>;
  /** Only sessions at or under this directory. */
  readonly under: string | undefined;
}

export function initialState(
  given: Pick<ViewState, 'now' | 'columns' | 'rows' | 'look' | 'home' | 'keymap' | 'defaults' | 'under'> &
    Partial<ViewState>,
): ViewState {
  return {
    sessions: [],
    goneId: undefined,
    problems: [],
    grouping: 'state',
    groups: [],
    collapsed: [],
    selectedId: undefined,
    scroll: 0,
    isScrolledAway: false,
    clickedId: undefined,
    mode: 'list',
    modeBefore: 'list',
    helpTop: 0,
    field: emptyField,
    isFinding: false,
    lineProblem: undefined,
    refusal: undefined,
    keptFilter: undefined,
    history: [],
    historyAt: undefined,
    movedAt: 0,
    cleared: undefined,
    rename: emptyField,
    replies: {},
    peek: undefined,
    diff: undefined,
    notice: undefined,
    waitingWords: [],
    armed: undefined,
    removedAt: 0,
    deleted: [],
    away: undefined,
    lastKeyAt: 0,
    beat: 0,
    supervisor: 'running',
    chosen: {},
    startsEmpty: false,
    catalog: undefined,
    menu: undefined,
    waysBack: {},
    ...given,
  };
}

export function selectedSession(state: ViewState): Session | undefined {
  return findSession(state, state.selectedId);
}

export function findSession(state: ViewState, id: string | undefined): Session | undefined {
  return id === undefined ? undefined : sessionsById(state.sessions).get(id);
}

/** The reply that is being written in the open peek. */
export function replyField(state: ViewState): Field {
  return (state.peek && state.replies[state.peek.id]) ?? emptyField;
}

/** While the line still holds the prompt that was brought back: an edited one is a new prompt. */
export function isBrowsing({ history, historyAt, field }: ViewState): boolean {
  return historyAt !== undefined && field.text !== '' && field.text === history[historyAt];
}
