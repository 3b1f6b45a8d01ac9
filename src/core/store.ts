import { createStore, type StoreApi } from 'zustand/vanilla';
import { withField } from './commands/command.ts';
import { typeText } from './commands/text.ts';
import type { Effect } from './effects.ts';
import { shownSessions } from './filter.ts';
import { scrolled } from './frame.ts';
import { arrange, isSameArrangement, keepPlaces, orderedIds } from './groups.ts';
import { followSession } from './peek.ts';
import { press } from './press.ts';
import type { Session } from './session.ts';
import { fieldWith, typeable } from './text-edit.ts';
import type { ViewState } from './view-state.ts';

/** While keys come closer together than this, rows keep their places (X8). */
const calmMs = 700;

/** The view's state and everything that may change it. `perform` is handed the effects of each key. */
export interface ViewStore {
  readonly store: StoreApi<ViewState>;
  readonly press: (keys: readonly string[]) => void;
  readonly paste: (text: string) => void;
  /** Puts a text in place of the one that is being written. */
  readonly replaceText: (text: string) => void;
  readonly setSessions: (sessions: readonly Session[], problems: readonly string[]) => void;
  readonly setTime: (now: number) => void;
  readonly set: (part: Partial<ViewState>) => void;
}

export function createViewStore(initial: ViewState, perform: (effect: Effect) => void): ViewStore {
  const store = createStore<ViewState>(() => scrolled(settle(initial)));
  const { getState } = store;
  const put = (part: Partial<ViewState>) => {
    const before = getState();
    const changed = (Object.keys(part) as (keyof ViewState)[]).some(key => part[key] !== before[key]);
    if (changed) store.setState(scrolled({ ...before, ...part }), true);
  };
  return {
    store,
    press: keys => {
      let state = getState();
      const effects: Effect[] = [];
      for (const key of keys) {
        const change = press(state, key);
        state = { ...state, ...change.set };
        effects.push(...(change.effects ?? []));
      }
      put(refiltered(getState(), keepSelection(getState(), state)));
      for (const effect of effects) perform(effect);
    },
    paste: text => {
      const before = getState();
      put(refiltered(before, { ...before, lastKeyAt: before.now, ...typeText(before, text).set }));
    },
    replaceText: text => put(withField(getState(), fieldWith(typeable(text)))),
    setSessions: (sessions, problems) => put(withSessions(getState(), sessions, problems)),
    setTime: now => put(withTime(getState(), now)),
    set: put,
  };
}

/** The state with these sessions; rows move only when no key was pressed just now. */
export function withSessions(
  state: ViewState,
  sessions: readonly Session[],
  problems: readonly string[],
): Partial<ViewState> {
  if (sessions === state.sessions && problems.join() === state.problems.join()) return {};
  const fresh = arrange(shownSessions({ ...state, sessions }), state.grouping);
  const isCalm = state.now - state.lastKeyAt >= calmMs;
  const next = { ...state, sessions, problems, groups: isCalm ? fresh : keepPlaces(state.groups, fresh) };
  return settle(keepSelection(state, next));
}

function withTime(state: ViewState, now: number): Partial<ViewState> {
  const next = { ...state, now };
  const isExpired = state.notice !== undefined && state.notice.until <= now;
  const fresh =
    now - state.lastKeyAt >= calmMs ? arrange(shownSessions(state), state.grouping) : state.groups;
  const groups = isSameArrangement(fresh, state.groups) ? state.groups : fresh;
  return {
    now,
    groups,
    ...(isExpired ? { notice: undefined } : {}),
    ...(groups === state.groups ? {} : settle({ ...next, groups })),
  };
}

/** A filter that was typed, changed or cleared shows its rows at once, with one of them selected. */
function refiltered(before: ViewState, after: ViewState): ViewState {
  const shown = shownSessions(after);
  if (
    shown === shownSessions(before) ||
    (after.field === before.field && after.isFinding === before.isFinding)
  ) {
    return after;
  }
  const groups = arrange(shown, after.grouping);
  const ids = orderedIds(groups);
  const isShown = after.selectedId !== undefined && ids.includes(after.selectedId);
  return { ...after, groups, selectedId: isShown ? after.selectedId : (ids[0] ?? after.selectedId) };
}

/** A row that goes away hands the selection to its neighbour. */
function keepSelection(before: ViewState, after: ViewState): ViewState {
  const { selectedId } = after;
  if (selectedId === undefined || after.sessions.some(session => session.id === selectedId)) return after;
  const ids = orderedIds(before.groups);
  const at = ids.indexOf(selectedId);
  const alive = new Set(after.sessions.map(session => session.id));
  const neighbour = [...ids.slice(at + 1), ...ids.slice(0, Math.max(0, at)).reverse()].find(id =>
    alive.has(id),
  );
  return { ...after, selectedId: neighbour };
}

/** What must always hold: groups fit the sessions, something is selected, the peek follows its session. */
function settle(state: ViewState): ViewState {
  const groups = state.groups.length > 0 ? state.groups : arrange(shownSessions(state), state.grouping);
  const selectedId = state.selectedId ?? orderedIds(groups)[0];
  const settled = { ...state, groups, selectedId };
  const peek = followSession(settled);
  const lost = state.mode === 'peek' && !peek;
  return { ...settled, peek, ...(lost ? { mode: 'list' as const } : {}) };
}
