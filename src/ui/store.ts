import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Effect } from '../core/effects.ts';
import type { Session } from '../core/session/session.ts';
import { sessionsById } from '../core/session/sessions-by-id.ts';
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
import type { Word } from './state/notice.ts';
import { fieldWith } from './state/text-edit.ts';
import type { ViewState } from './state/view-state.ts';
import { awayAfterKey } from './view/away.ts';
import { scrolled } from './view/frame.ts';
import { releasedSessions, withHeld } from './view/held-session.ts';
import { movedTimes } from './view/move-times.ts';
import { nextNotice, noticeAfterKey, withWord } from './view/notices.ts';
import { isTooSmall } from './view/too-small.ts';

/** While keys come closer together than this, rows keep their places. */
const calmMs = 700;

/** The view's state and everything that may change it. `perform` is handed the effects of each key. */
export interface ViewStore {
  readonly store: StoreApi<ViewState>;
  readonly press: (keys: readonly string[]) => void;
  readonly paste: (text: string) => void;
  /** Puts a text in place of the one that is being written. */
  readonly replaceText: (text: string) => void;
  readonly setSessions: (sessions: readonly Session[], problems: readonly string[]) => void;
  /** Selects a session that was started here, at once where it belongs. */
  readonly reveal: (id: string) => void;
  readonly setTime: (now: number) => void;
  /** The clock was set by so many ms. */
  readonly moveTimes: (by: number) => void;
  /** Says something that no key has asked for just now. */
  readonly say: (now: number, word: Word) => void;
  readonly set: (part: Partial<ViewState>) => void;
}

export function createViewStore(initial: ViewState, perform: (effect: Effect) => void): ViewStore {
  const store = createStore<ViewState>(() => scrolled(settle(initial)));
  const { getState } = store;
  const pressKeys = (keys: readonly string[]) => {
    let state = getState();
    const effects: Effect[] = [];
    for (const key of keys) {
      const change = press(state, key);
      state = { ...state, ...change.set };
      effects.push(...(change.effects ?? []));
    }
    put(refiltered(getState(), keepSelection(getState(), state)));
    for (const effect of effects) perform(effect);
  };
  const settleDue = () => {
    const due = dueReply(getState());
    if (due) put(withoutDue(getState()));
    if (due === 'send') pressKeys(['return']);
  };
  const put = (part: Partial<ViewState>) => {
    const before = getState();
    const changed = (Object.keys(part) as (keyof ViewState)[]).some(key => part[key] !== before[key]);
    if (changed) store.setState(scrolled(onVisible(released({ ...before, ...part }))), true);
  };
  return {
    store,
    press: pressKeys,
    paste: text => {
      const before = getState();
      if (isTooSmall(before)) return;
      const change = typeText(before, text, true);
      put(
        refiltered(before, {
          ...before,
          lastKeyAt: before.now,
          away: awayAfterKey(before),
          ...change.set,
          ...noticeAfterKey(before, change),
        }),
      );
    },
    replaceText: text => put(withField(getState(), fieldWith(text))),
    setSessions: (sessions, problems) => {
      put(withSessions(getState(), sessions, problems));
      settleDue();
    },
    reveal: id => {
      const state = { ...getState(), selectedId: id, isScrolledAway: false };
      put({ ...state, groups: groupsFor(state) });
    },
    setTime: now => {
      put(withTime(getState(), now));
      settleDue();
    },
    moveTimes: by => put(movedTimes(getState(), by)),
    say: (now, word) => {
      put(withTime(getState(), now));
      put(withWord(getState(), word));
    },
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
  const held = withHeld(state, sessions);
  const fresh = groupsFor({ ...state, ...held });
  const isCalm = state.now - state.lastKeyAt >= calmMs || state.groups.length === 0;
  const groups = isCalm ? fresh : keepPlaces(state.groups, fresh);
  const next = { ...state, ...held, problems, groups };
  return settle(steady(state, keepSelection(state, next)));
}

/** Nothing is written any more for a session that is gone elsewhere: its row goes, too. */
function released(state: ViewState): ViewState {
  const sessions = releasedSessions(state);
  return sessions ? { ...state, ...withSessions(state, sessions, state.problems) } : state;
}

function withTime(state: ViewState, now: number): Partial<ViewState> {
  const next = { ...state, now };
  const isExpired = state.notice !== undefined && state.notice.until <= now;
  const fresh = now - state.lastKeyAt >= calmMs ? groupsFor(state) : state.groups;
  const groups = isSameArrangement(fresh, state.groups) ? state.groups : fresh;
  const moved =
    groups === state.groups ? {} : settle(steady(state, keepSelection(state, { ...next, groups })));
  return { ...moved, now, groups, ...(isExpired ? nextNotice(next) : {}) };
}

/** A list that is scrolled stands still on the screen while rows come and go above the selection. */
function steady(before: ViewState, after: ViewState): ViewState {
  if (before.scroll === 0 || before.selectedId !== after.selectedId) return after;
  const at = selectedLine(layoutOf(before), before.selectedId);
  const to = selectedLine(layoutOf(after), after.selectedId);
  return at === -1 || to === -1 ? after : { ...after, scroll: Math.max(0, before.scroll + to - at) };
}

/** A filter that was typed, changed or cleared shows its rows at once, with one of them selected. */
function refiltered(before: ViewState, after: ViewState): ViewState {
  const isSame = after.field === before.field && after.isFinding === before.isFinding;
  if (isSame || shownSessions(after) === shownSessions(before)) return after;
  const groups = groupsFor(after);
  const next = { ...after, groups };
  const ids = visibleIds(next);
  const isShown = after.selectedId !== undefined && ids.includes(after.selectedId);
  // What is looked for is ranked: the first is meant.
  const keepsRow = isShown && !after.isFinding;
  return { ...next, selectedId: keepsRow ? after.selectedId : (ids[0] ?? after.selectedId) };
}

/** A row or heading that goes away hands the selection to its neighbour. */
function keepSelection(before: ViewState, after: ViewState): ViewState {
  const { selectedId } = after;
  if (selectedId === undefined || isThere(after, selectedId)) return after;
  const heading = selectedHeading(before);
  const ids = orderedIds(before.groups);
  const at = ids.indexOf(heading ? (heading.ids[0] ?? '') : selectedId);
  const seen = new Set(visibleIds(after));
  const neighbour = [...ids.slice(at), ...ids.slice(0, Math.max(0, at)).reverse()].find(id => seen.has(id));
  return { ...after, selectedId: neighbour };
}

function isThere({ sessions, groups }: ViewState, id: string): boolean {
  return sessionsById(sessions).has(id) || groups.some(group => headingId(group.key) === id);
}

/** What must always hold: groups fit the sessions, something is selected, the peek follows its session. */
function settle(state: ViewState): ViewState {
  const groups = state.groups.length > 0 ? state.groups : groupsFor(state);
  const selectedId = state.selectedId ?? firstSelectable({ ...state, groups });
  const settled = { ...state, groups, selectedId };
  const followed = followSession(settled);
  const lost = state.mode === 'peek' && !followed.peek;
  return { ...settled, ...followed, ...(lost ? { mode: 'list' as const } : {}) };
}

function firstSelectable(state: ViewState): string | undefined {
  const [first] = state.groups;
  return visibleIds(state)[0] ?? (first && headingId(first.key));
}
