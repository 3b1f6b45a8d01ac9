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
import { markSeen } from './mark-seen.ts';
import { readBack, readPeek } from './read-peek.ts';

const secondMs = 1000;
/** Four beats a second: each costs a rendered frame, and only while something works. */
const beatMs = 250;
const peekMs = 400;
/** While nothing moves the files are looked at only in case a nudge was missed. */
const stillMs = 4000;
const minuteMs = 60_000;
const inUseMs = 3000;

export interface Live {
  /** Reads the files now. */
  readonly refresh: () => void;
  /** While the terminal is lent, nothing is drawn and nothing needs to be known. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Keeps the view's state true to the world: files, the clock, the supervisor, the peeked screen. */
export function keepLive(
  world: World,
  {
    view,
    cache,
    setTime,
  }: { readonly view: ViewStore; readonly cache: SessionCache; readonly setTime: () => void },
  eachSecond: () => void,
): Live {
  const { store } = view;
  let timer: NodeJS.Timeout | undefined;
  let peekTimer: NodeJS.Timeout | undefined;
  // By `performance.now`, since the clock can be set.
  let lastSecond = Number.NEGATIVE_INFINITY;
  let lastRefresh = Number.NEGATIVE_INFINITY;
  let lastViewed = Number.NEGATIVE_INFINITY;
  let run = 0;
  let viewChangedAt = 0;

  const refresh = () => {
    setTime();
    followViewFile();
    const { sessions, bad } = cache.read();
    const { under } = store.getState();
    const full = fullDiskProblem(world.paths.home);
    const all = under === undefined ? withUnreadable(sessions, bad) : sessionsUnder(sessions, under);
    view.setSessions(sameWhenEqual(store.getState().sessions, all), [
      ...world.problems,
      ...(under === undefined ? [] : bad.map(job => job.problem)),
      ...(full ? [full] : []),
    ]);
  };
  /** Another view may have collapsed a group. The grouping is each view's own. */
  const followViewFile = () => {
    const changedAt = modifiedAt(world.paths.view);
    if (changedAt === viewChangedAt) return;
    viewChangedAt = changedAt;
    const { collapsed } = readViewFile(world.paths);
    if (collapsed.join('\n') !== store.getState().collapsed.join('\n')) view.set({ collapsed });
  };
  const sayViewed = (now: number) => {
    if (now - lastViewed < stillMs - 20) return;
    lastViewed = now;
    nudge(world.paths, 'viewed');
  };
  const tick = () => {
    const now = performance.now();
    const pace = paceOf(store.getState(), world.now());
    if (now - lastSecond >= secondMs - 20) {
      lastSecond = now;
      watchSupervisor(world, view);
      eachSecond();
    }
    if (now - lastRefresh >= (pace === 'still' ? stillMs : secondMs) - 20) {
      lastRefresh = now;
      refresh();
      sayViewed(now);
    } else if (pace !== 'still') {
      setTime();
    }
    if (pace === 'working') view.set({ beat: store.getState().beat + 1 });
    timer = setTimeout(tick, pace === 'working' ? beatMs : secondMs);
  };
  const peek = async (own: number) => {
    await readPeek(world, view).catch(() => {});
    // A look that was under way when it all stopped must not go on: it would keep the process alive.
    if (own === run && store.getState().peek) peekTimer = setTimeout(peek, peekMs, own);
  };
  const unsubscribe = store.subscribe((state, before) => {
    setTitle(tabTitle(state));
    if (state.peek?.held && !before.peek?.held) void readBack(world, view).catch(() => {});
    if (state.peek?.id === before.peek?.id || !state.peek) return;
    clearTimeout(peekTimer);
    void peek(run);
  });
  const forgetSeen = markSeen(world, view);
  const closeWatch = watchNudges(world.paths, 'changed', refresh);
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
    refresh,
    pause: stop,
    resume: start,
    close: () => {
      stop();
      unsubscribe();
      forgetSeen();
      closeWatch();
    },
  };
}

type Pace = 'working' | 'counting' | 'still';

/** Whether an icon turns, whether seconds are shown or something runs out, or whether only minutes pass. */
function paceOf(state: ViewState, now: number): Pace {
  const { sessions, notice, armed, peek, supervisor, lastKeyAt } = state;
  if (sessions.some(({ status }) => status.state === 'working')) return 'working';
  const isCounting = sessions.some(
    ({ status }) => status.state === 'needs-input' && now - status.since < minuteMs,
  );
  // Rows that were kept in place while keys were in use move to where they belong.
  const isInUse = now - lastKeyAt < inUseMs || peek !== undefined || supervisor !== 'running';
  return isCounting || isInUse || notice || armed ? 'counting' : 'still';
}

/** Says within a second that the supervisor has died, and starts it again (item H1). */
function watchSupervisor(world: World, view: ViewStore): void {
  const { supervisor } = view.store.getState();
  if (isSupervisorAlive(world)) {
    if (supervisor === 'running') sayWhenHung(world, view);
    if (supervisor === 'running') return;
    if (supervisor === 'hung' && seemsHung(readLock(world.paths))) return;
    const text = 'The supervisor runs again; nothing was lost.';
    view.set({ supervisor: 'running' });
    if (supervisor !== 'starting') view.say(world.now(), { text, tone: 'success', ms: 4000 });
    return;
  }
  ensureSupervisor(world);
  if (supervisor === 'running') view.set({ supervisor: 'lost' });
}

/** States would stand still, and nobody would know. */
function sayWhenHung(world: World, view: ViewStore): void {
  if (!seemsHung(readLock(world.paths))) return;
  void isSupervisorHung(world).then(isHung => {
    if (isHung && view.store.getState().supervisor === 'running') view.set({ supervisor: 'hung' });
  });
}

/** Keeps the old array while it holds the same sessions, so that nothing downstream is made again. */
function sameWhenEqual<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((item, index) => item === after[index])
    ? before
    : after;
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
