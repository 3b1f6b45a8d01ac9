import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Effect } from '../core/effects.ts';
import type { Session } from '../core/session/session.ts';
import { withField } from './commands/command.ts';
import { typeText } from './commands/line/text.ts';
import { dueReply, withoutDue } from './commands/peek/before-sending.ts';
import { press } from './input/press.ts';
import { headingId, onVisible, selectedHeading, visibleIds } from './list/collapse.ts';
import { shownSessions } from './list/filter.ts';
import { isSameArrangement, keepPlaces, orderedIds } from './list/groups.ts';
import { layoutOf, selectedLine } from './list/list-layout.ts';
import { groupsFor } from './list/shown-groups.ts';
import { followSession } from './peek/peek.ts';
import { isCalm } from './state/clock.ts';
import type { Group } from './state/list.ts';
import type { Word } from './state/notices.ts';
import { findSession } from './state/sessions.ts';
import { fieldWith } from './state/text-edit.ts';
import { type Changes, changed, type ViewState } from './state/view-state.ts';
import { awayAfterKey } from './view/away.ts';
import { scrolled } from './view/frame.ts';
import { releasedSessions, withHeld } from './view/held-session.ts';
import { movedTimes } from './view/move-times.ts';
import { nextNotice, noticeAfterKey, withWord } from './view/notices.ts';
import { isTooSmall } from './view/too-small.ts';

/** The view's state and everything that may change it. `perform` is handed the effects of each key. */
export interface ViewStore {
  readonly store: StoreApi<ViewState>;
  /** `now`: updates the time first, in the same change. */
  readonly press: (keys: readonly string[], now?: number) => void;
  readonly paste: (text: string) => void;
  /** Puts a text in place of the one that is being written. */
  readonly replaceText: (text: string) => void;
  readonly setSessions: (sessions: readonly Session[], problems: readonly string[]) => void;
  /** Selects a session that was started here, at once where it belongs. */
  readonly reveal: (id: string) => void;
  /** `beats`: by how many pictures the icons of working rows turn, in the same change. */
  readonly setTime: (now: number, beats?: number) => void;
  /** Turns these icons alone. */
  readonly turn: (beats: number) => void;
  /** The clock was set by so many ms. */
  readonly moveTimes: (by: number) => void;
  /** Says something that no key has asked for just now. */
  readonly say: (now: number, word: Word) => void;
  readonly set: (changes: Changes) => void;
}

export function createViewStore(initial: ViewState, perform: (effect: Effect) => void): ViewStore {
  const store = createStore<ViewState>(() => scrolled(settle(initial)));
  const { getState } = store;
  const pressKeys = (keys: readonly string[], before = getState()) => {
    let state = before;
    const effects: Effect[] = [];
    for (const key of keys) {
      const change = press(state, key);
      state = changed(state, change.set);
      effects.push(...(change.effects ?? []));
    }
    put(refiltered(before, keepSelection(before, state)));
    for (const effect of effects) perform(effect);
  };
  const settleDue = () => {
    const due = dueReply(getState());
    if (due) set(withoutDue(getState()));
    if (due === 'send') pressKeys(['return']);
  };
  const put = (state: ViewState) => {
    if (state !== getState()) store.setState(shown(state), true);
  };
  const set = (changes: Changes) => put(changed(getState(), changes));
  return {
    store,
    press: (keys, now) => {
      const before = now === undefined ? getState() : atTime(getState(), now);
      if (!dueReply(before)) return pressKeys(keys, before);
      // What is due goes before this key.
      put(before);
      settleDue();
      pressKeys(keys);
    },
    paste: text => {
      const before = getState();
      if (isTooSmall(before.screen)) return;
      const change = typeText(before, text, true);
      const used: Changes = {
        clock: { lastKeyAt: before.clock.now },
        notices: { away: awayAfterKey(before) },
      };
      put(refiltered(before, changed(before, used, change.set, noticeAfterKey(before, change))));
    },
    replaceText: text => set(withField(getState(), fieldWith(text))),
    setSessions: (sessions, problems) => {
      put(withSessions(getState(), sessions, problems));
      settleDue();
    },
    reveal: id => {
      const state = changed(getState(), { list: { selectedId: id, isScrolledAway: false } });
      put(changed(state, { list: { groups: groupsFor(state) } }));
    },
    setTime: (now, beats = 0) => {
      const beat = getState().clock.beat + beats;
      put(withTime(changed(getState(), { clock: { beat } }), now));
      settleDue();
    },
    turn: beats => {
      const state = getState();
      store.setState(changed(state, { clock: { beat: state.clock.beat + beats } }), true);
    },
    moveTimes: by => set(movedTimes(getState(), by)),
    say: (now, word) => {
      put(withTime(getState(), now));
      set(withWord(getState(), word));
    },
    set,
  };
}

/** The state with these sessions; rows move only when no key was pressed just now. */
export function withSessions(
  before: ViewState,
  sessions: readonly Session[],
  problems: readonly string[],
): ViewState {
  if (sessions === before.sessions.all && problems.join() === before.sessions.problems.join()) return before;
  const state = changed(before, withHeld(before, sessions), { sessions: { problems } });
  const fresh = groupsFor(state);
  const old = before.list.groups;
  const groups = isCalm(before.clock) || old.length === 0 ? fresh : keepPlaces(old, fresh);
  return settle(steady(before, keepSelection(before, changed(state, { list: { groups } }))));
}

/** Nothing is written any more for a session that is gone elsewhere: its row goes, too. */
function released(state: ViewState): ViewState {
  const sessions = releasedSessions(state);
  return sessions ? withSessions(state, sessions, state.sessions.problems) : state;
}

/** What a key finds when rows have moved by the time alone. */
function atTime(before: ViewState, now: number): ViewState {
  const state = withTime(before, now);
  return state.list.groups === before.list.groups ? state : shown(state);
}

/** With the selection on something that can be seen. */
function shown(state: ViewState): ViewState {
  return scrolled(onVisible(released(state)));
}

function withTime(before: ViewState, now: number): ViewState {
  const state = changed(before, { clock: { now } });
  const { current } = before.notices;
  const isExpired = current !== undefined && current.until <= now;
  const old = before.list.groups;
  const fresh = isCalm(state.clock) ? groupsFor(before) : old;
  const arranged = isSameArrangement(fresh, old) ? state : rearranged(state, fresh);
  return changed(arranged, isExpired && nextNotice(state));
}

function rearranged(before: ViewState, groups: readonly Group[]): ViewState {
  return settle(steady(before, keepSelection(before, changed(before, { list: { groups } }))));
}

/** A list that is scrolled stands still on the screen while rows come and go above the selection. */
function steady(before: ViewState, after: ViewState): ViewState {
  const { scroll, selectedId } = before.list;
  if (scroll === 0 || selectedId !== after.list.selectedId) return after;
  const at = selectedLine(layoutOf(before), selectedId);
  const to = selectedLine(layoutOf(after), selectedId);
  return at === -1 || to === -1 ? after : changed(after, { list: { scroll: Math.max(0, scroll + to - at) } });
}

/** A filter that was typed, changed or cleared shows its rows at once, with one of them selected. */
function refiltered(before: ViewState, after: ViewState): ViewState {
  const { field, isFinding } = after.line;
  const isSame = field === before.line.field && isFinding === before.line.isFinding;
  if (isSame || shownSessions(after) === shownSessions(before)) return after;
  const next = changed(after, { list: { groups: groupsFor(after) } });
  const ids = visibleIds(next);
  const { selectedId } = next.list;
  const isShown = selectedId !== undefined && ids.includes(selectedId);
  // What is looked for is ranked: the first is meant.
  const keepsRow = isShown && !isFinding;
  return changed(next, { list: { selectedId: keepsRow ? selectedId : (ids[0] ?? selectedId) } });
}

/** A row or heading that goes away hands the selection to its neighbour. */
function keepSelection(before: ViewState, after: ViewState): ViewState {
  const { selectedId } = after.list;
  if (selectedId === undefined || isThere(after, selectedId)) return after;
  const heading = selectedHeading(before.list);
  const ids = orderedIds(before.list.groups);
  const at = ids.indexOf(heading ? (heading.ids[0] ?? '') : selectedId);
  const seen = new Set(visibleIds(after));
  const neighbour = [...ids.slice(at), ...ids.slice(0, Math.max(0, at)).reverse()].find(id => seen.has(id));
  return changed(after, { list: { selectedId: neighbour } });
}

function isThere({ sessions, list }: ViewState, id: string): boolean {
  return findSession(sessions, id) !== undefined || list.groups.some(group => headingId(group.key) === id);
}

/** What must always hold: groups fit the sessions, something is selected, the peek follows its session. */
function settle(state: ViewState): ViewState {
  const { groups, selectedId } = state.list;
  const grouped = groups.length > 0 ? state : changed(state, { list: { groups: groupsFor(state) } });
  const selected = changed(grouped, { list: { selectedId: selectedId ?? firstSelectable(grouped) } });
  const followed = changed(selected, followSession(selected));
  const isLost = state.keys.mode === 'peek' && !followed.peek.open;
  return changed(followed, isLost && { keys: { mode: 'list' } });
}

function firstSelectable(state: ViewState): string | undefined {
  const [first] = state.list.groups;
  return visibleIds(state)[0] ?? (first && headingId(first.key));
}
