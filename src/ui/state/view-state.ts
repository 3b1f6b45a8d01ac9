import type { Session } from '../../core/session/session.ts';
import { type ClockState, firstClock } from './clock.ts';
import { firstKeys, type Keymap, type KeysState } from './keys.ts';
import { type Defaults, firstLaunch, type LaunchState } from './launch.ts';
import { firstLine, type LineState } from './line.ts';
import { firstList, type ListState } from './list.ts';
import { firstNotices, type NoticesState } from './notices.ts';
import { firstPeek, type PeekState } from './peek.ts';
import { firstRemoval, type RemovalState } from './removal.ts';
import type { ScreenState } from './screen.ts';
import { findSession, firstSessions, type SessionsState } from './sessions.ts';

/** Everything that the frame is made of, in slices; data only. Times are ms since the epoch. */
export interface ViewState {
  readonly screen: ScreenState;
  readonly clock: ClockState;
  readonly keys: KeysState;
  readonly sessions: SessionsState;
  readonly list: ListState;
  readonly line: LineState;
  readonly launch: LaunchState;
  readonly peek: PeekState;
  readonly removal: RemovalState;
  readonly notices: NoticesState;
}

/** The slices on which a part of the view depends. */
export type Slices<Name extends keyof ViewState> = Pick<ViewState, Name>;

/** The fields that become others, by slice. Put together by `changed` alone: a spread would lose fields. */
export type Changes = { readonly [Name in keyof ViewState]?: Partial<ViewState[Name]> };

interface Given {
  readonly screen: ScreenState;
  readonly now: number;
  readonly keymap: Keymap;
  readonly defaults: Defaults;
}

export function initialState({ screen, now, keymap, defaults }: Given, changes: Changes = {}): ViewState {
  const first: ViewState = {
    screen,
    clock: firstClock(now),
    keys: firstKeys(keymap),
    sessions: firstSessions,
    list: firstList,
    line: firstLine,
    launch: firstLaunch(defaults),
    peek: firstPeek,
    removal: firstRemoval,
    notices: firstNotices,
  };
  return changed(first, changes);
}

/**
 * The state with these changes, one after the other; or one change with others on top. A slice of which no field becomes
 * another stays the same object, and so does the state.
 */
export function changed<Given extends Changes>(
  given: Given,
  ...changes: readonly (Changes | false | undefined)[]
): Given {
  let result: Changes = given;
  for (const change of changes) {
    for (const name of Object.keys(change || {}) as (keyof ViewState)[])
      result = withFields(result, name, change ? change[name] : undefined);
  }
  return result as Given;
}

/** Whether nothing but the icons of working rows is another. */
export function hasOnlyTurned(state: ViewState, before: ViewState): boolean {
  const { clock, ...rest } = state;
  const { beat, ...times } = clock;
  return (
    beat !== before.clock.beat &&
    hasAll<Partial<ClockState>>(before.clock, times) &&
    hasAll<Partial<ViewState>>(before, rest)
  );
}

function withFields<Name extends keyof ViewState>(
  given: Changes,
  name: Name,
  fields: Changes[Name],
): Changes {
  const slice = given[name];
  const isSame = slice !== undefined && fields !== undefined && hasAll(slice, fields);
  return isSame ? given : { ...given, [name]: { ...slice, ...fields } };
}

/** A field that is not there yet is another, also where it becomes undefined. */
function hasAll<Slice extends object>(slice: Slice, fields: Slice): boolean {
  return (Object.keys(fields) as (keyof Slice)[]).every(
    field => field in slice && slice[field] === fields[field],
  );
}

export function selectedSession({ sessions, list }: Slices<'sessions' | 'list'>): Session | undefined {
  return findSession(sessions, list.selectedId);
}
