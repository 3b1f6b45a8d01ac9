import { statSync } from 'node:fs';
import type { World } from '../operations/context/world.ts';
import {
  ensureSupervisor,
  isSupervisorAlive,
  isSupervisorHung,
} from '../operations/dispatch/supervisor-start.ts';
import { fullDiskProblem } from '../system/files/full-disk.ts';
import { readLock, seemsHung } from '../system/store/daemon/supervisor-lock.ts';
import type { SessionCache } from '../system/store/job/session-cache.ts';
import { sessionsUnder } from '../system/store/job/sessions-under.ts';
import { withUnreadable } from '../system/store/job/unreadable-rows.ts';
import { readViewFile } from '../system/store/view/view-file.ts';
import { nudge, watchNudges } from '../system/watch/watch.ts';
import type { ViewState } from '../ui/state/view-state.ts';
import type { ViewStore } from '../ui/store.ts';
import { setTitle } from '../ui/terminal/terminal.ts';
import { tabTitle } from '../ui/view/header.ts';
import { readBack, readPeek } from './read-peek.ts';
import { keysInForce } from './settings/keys-in-force.ts';

const secondMs = 1000;
/** Three pictures a second while a session works; with thirty rows at work each costs 5 ms of the processor. */
const beatMs = secondMs / 3;
const peekMs = 400;
/** While nothing changes the files are read only in case a nudge was missed. */
const stillMs = 4000;
const minuteMs = 60_000;
const inUseMs = 3000;

export interface Live {
  /** Reads the files now. */
  readonly refresh: () => void;
  /** For the time in which another program has the terminal: nothing is drawn or read. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Keeps the view's state up to date with the files, the clock, the supervisor and the peeked screen. */
export function keepLive(
  world: World,
  {
    view,
    cache,
    setTime,
  }: { readonly view: ViewStore; readonly cache: SessionCache; readonly setTime: (beats?: number) => void },
  eachSecond: () => void,
): Live {
  const { store } = view;
  let timer: NodeJS.Timeout | undefined;
  let peekTimer: NodeJS.Timeout | undefined;
  // Times of `performance.now`, since the system clock can be set.
  let lastSecond = Number.NEGATIVE_INFINITY;
  let lastRefresh = Number.NEGATIVE_INFINITY;
  let lastViewed = Number.NEGATIVE_INFINITY;
  let run = 0;
  let viewChangedAt = 0;

  const refresh = (beats = 0) => {
    setTime(beats);
    followViewFile();
    const { sessions, bad } = cache.read();
    const { under } = store.getState().sessions;
    const full = fullDiskProblem(world.paths.home);
    const all = under === undefined ? withUnreadable(sessions, bad) : sessionsUnder(sessions, under);
    view.setSessions(sameWhenEqual(store.getState().sessions.all, all), [
      ...world.problems,
      ...keysInForce(world).problems,
      ...(under === undefined ? [] : bad.map(job => job.problem)),
      ...(full ? [full] : []),
    ]);
  };
  /** Another view may have collapsed a group. How rows are grouped is not shared between views. */
  const followViewFile = () => {
    const changedAt = modifiedAt(world.paths.view);
    if (changedAt === viewChangedAt) return;
    viewChangedAt = changedAt;
    const { collapsed } = readViewFile(world.paths);
    if (collapsed.join('\n') !== store.getState().list.collapsed.join('\n'))
      view.set({ list: { collapsed } });
  };
  const sayViewed = (now: number) => {
    if (now - lastViewed < stillMs - 20) return;
    lastViewed = now;
    nudge(world.paths, 'viewed');
  };
  const tick = () => {
    const now = performance.now();
    const pace = paceOf(store.getState(), world.now());
    const beats = pace === 'working' ? 1 : 0;
    if (now - lastSecond >= secondMs - 20) {
      lastSecond = now;
      watchSupervisor(world, view);
      eachSecond();
    }
    if (now - lastRefresh >= (pace === 'still' ? stillMs : secondMs) - 20) {
      lastRefresh = now;
      refresh(beats);
      sayViewed(now);
    } else if (pace !== 'still') {
      setTime(beats);
    }
    timer = setTimeout(tick, pace === 'working' ? beatMs : secondMs);
  };
  const peek = async (own: number) => {
    await readPeek(world, view).catch(() => {});
    // A read that was running when the view stopped must not start a timer: it would keep the process alive.
    if (own === run && store.getState().peek.open) peekTimer = setTimeout(peek, peekMs, own);
  };
  const unsubscribe = store.subscribe((state, before) => {
    setTitle(tabTitle(state));
    if (state.peek.open?.held && !before.peek.open?.held) void readBack(world, view).catch(() => {});
    if (state.peek.open?.id === before.peek.open?.id || !state.peek.open) return;
    clearTimeout(peekTimer);
    void peek(run);
  });
  const closeWatch = watchNudges(world.paths, 'changed', () => refresh());
  const start = () => {
    tick();
    void peek(run);
  };
  const stop = () => {
    run += 1;
    clearTimeout(timer);
    clearTimeout(peekTimer);
  };
  setTitle(tabTitle(store.getState()));
  start();
  return {
    refresh: () => refresh(),
    pause: stop,
    resume: start,
    close: () => {
      stop();
      unsubscribe();
      closeWatch();
    },
  };
}

type Pace = 'working' | 'counting' | 'still';

/** `working`: an icon turns. `counting`: seconds are shown or something expires. `still`: only minutes pass. */
function paceOf(state: ViewState, now: number): Pace {
  const { all: sessions, supervisor } = state.sessions;
  const notice = state.notices.current;
  const { armed } = state.removal;
  const peek = state.peek.open;
  const { lastKeyAt } = state.clock;
  if (sessions.some(({ status }) => status.state === 'working')) return 'working';
  const isCounting = sessions.some(
    ({ status }) => status.state === 'needs-input' && now - status.since < minuteMs,
  );
  // Rows that kept their places while keys were pressed move to their groups afterwards.
  const isInUse = now - lastKeyAt < inUseMs || peek !== undefined || supervisor !== 'running';
  return isCounting || isInUse || notice || armed ? 'counting' : 'still';
}

/** Shows within a second that the supervisor has died, and starts it again. */
function watchSupervisor(world: World, view: ViewStore): void {
  const { supervisor } = view.store.getState().sessions;
  if (isSupervisorAlive(world)) {
    if (supervisor === 'running') sayWhenHung(world, view);
    if (supervisor === 'running') return;
    if (supervisor === 'hung' && seemsHung(readLock(world.paths))) return;
    const text = 'The supervisor runs again; nothing was lost.';
    view.set({ sessions: { supervisor: 'running' } });
    if (supervisor !== 'starting') view.say(world.now(), { text, tone: 'success', ms: 4000 });
    return;
  }
  ensureSupervisor(world);
  if (supervisor === 'running') view.set({ sessions: { supervisor: 'lost' } });
}

/** A supervisor that hangs records no new states; without this the rows would look up to date. */
function sayWhenHung(world: World, view: ViewStore): void {
  if (!seemsHung(readLock(world.paths))) return;
  void isSupervisorHung(world).then(isHung => {
    if (isHung && view.store.getState().sessions.supervisor === 'running')
      view.set({ sessions: { supervisor: 'hung' } });
  });
}

/** Returns the old array when it holds the same sessions, so that nothing derived from it is computed again. */
function sameWhenEqual<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((item, index) => item === after[index])
    ? before
    : after;
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
