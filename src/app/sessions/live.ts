import type { Session } from '../../core/session/session.ts';
import { withUnreadable } from '../../core/session/unreadable.ts';
import type { SessionSource } from '../../core/source.ts';
import { reasonOf } from '../../system/files/reason.ts';
import type { ViewState } from '../../ui/state/view-state.ts';
import type { ViewStore } from '../../ui/store.ts';
import { readBack, readPeek } from './read-peek.ts';

const secondMs = 1000;
/** Three pictures a second while a session works. */
const beatMs = secondMs / 3;
const peekMs = 400;
/** While nothing changes the source is read only in case a change was missed. */
const stillMs = 4000;
const minuteMs = 60_000;
const inUseMs = 3000;

export interface Live {
  /** Reads the sessions now. */
  readonly refresh: () => void;
  /** For the time in which another program has the terminal: nothing is drawn or read. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** What a view is kept up to date with. */
export interface Sources {
  readonly view: ViewStore;
  readonly source: SessionSource;
  /** ms since the epoch */
  readonly now: () => number;
  /** Also turns the icons of working rows, by so many beats. */
  readonly setTime: (beats?: number) => void;
  /** Called before the sessions are read. */
  readonly onRead: () => void;
  /** What is told of problems, with those of the sessions among it. */
  readonly problems: (ofSessions: readonly string[]) => readonly string[];
  readonly onSecond: () => void;
  /** Called every few seconds: a person has a view open. */
  readonly onViewed: () => void;
}

/** Keeps the view's state up to date with the sessions, the clock and the peeked screen. */
export function keepLive(sources: Sources): Live {
  const { view, source, setTime } = sources;
  const { store } = view;
  let timer: NodeJS.Timeout | undefined;
  // Times of `performance.now`, since the system clock can be set.
  let lastSecond = Number.NEGATIVE_INFINITY;
  let lastRefresh = Number.NEGATIVE_INFINITY;
  let lastViewed = Number.NEGATIVE_INFINITY;
  const peek = followPeek(sources);

  const refresh = (beats = 0) => {
    setTime(beats);
    sources.onRead();
    const { rows, problems } = readRows(source, store.getState().sessions.all);
    view.setSessions(rows, sources.problems(problems));
  };
  const sayViewed = (now: number) => {
    if (now - lastViewed < stillMs - 20) return;
    lastViewed = now;
    sources.onViewed();
  };
  const tick = () => {
    const now = performance.now();
    const pace = paceOf(store.getState(), sources.now());
    const beats = pace === 'working' ? 1 : 0;
    if (now - lastSecond >= secondMs - 20) {
      lastSecond = now;
      sources.onSecond();
    }
    if (now - lastRefresh >= (pace === 'still' ? stillMs : secondMs) - 20) {
      lastRefresh = now;
      refresh(beats);
      sayViewed(now);
    } else if (pace === 'working' && !isInUse(store.getState(), sources.now())) {
      view.turn(beats);
    } else if (pace !== 'still') {
      setTime(beats);
    }
    timer = setTimeout(tick, pace === 'working' ? beatMs : secondMs);
  };
  const closeWatch = source.watch(() => refresh());
  const start = () => {
    tick();
    peek.start();
  };
  const stop = () => {
    clearTimeout(timer);
    peek.stop();
  };
  start();
  return {
    refresh: () => refresh(),
    pause: stop,
    resume: start,
    close: () => {
      stop();
      peek.close();
      closeWatch();
    },
  };
}

/** Reads the peeked screen over and over, and its scrollback when someone begins to scroll. */
function followPeek({ view, source, now }: Sources) {
  const { store } = view;
  let timer: NodeJS.Timeout | undefined;
  /** Counts the peeks: of an earlier one no timer may be left, which would keep the process alive. */
  let turn = 0;
  const read = async (own: number) => {
    await readPeek({ view, source, now }).catch(() => {});
    if (own === turn && store.getState().peek.open) timer = setTimeout(read, peekMs, own);
  };
  const stop = () => {
    turn += 1;
    clearTimeout(timer);
  };
  const start = () => {
    stop();
    void read(turn);
  };
  const close = store.subscribe((state, before) => {
    const [open, earlier] = [state.peek.open, before.peek.open];
    if (open?.held && !earlier?.held) void readBack({ view, source }).catch(() => {});
    if (open && open.id !== earlier?.id) start();
  });
  return { start, stop, close };
}

interface Rows {
  readonly rows: readonly Session[];
  readonly problems: readonly string[];
}

/** A source that cannot be read leaves the rows as they were, and says why. */
function readRows(source: SessionSource, shown: readonly Session[]): Rows {
  try {
    const { sessions, bad } = source.read();
    const rows = withUnreadable(sessions, bad);
    return { rows: sameWhenEqual(shown, rows), problems: bad.map(({ problem }) => problem) };
  } catch (error) {
    return { rows: shown, problems: [reasonOf(error)] };
  }
}

type Pace = 'working' | 'counting' | 'still';

/** `working`: an icon turns. `counting`: seconds are shown or something expires. `still`: only minutes pass. */
function paceOf(state: ViewState, now: number): Pace {
  const { all: sessions } = state.sessions;
  if (sessions.some(({ status }) => status.state === 'working')) return 'working';
  const isCounting = sessions.some(
    ({ status }) => status.state === 'needs-input' && now - status.since < minuteMs,
  );
  return isCounting || isInUse(state, now) ? 'counting' : 'still';
}

/** Something waits for the time. Rows that kept their places while keys were pressed move to their groups afterwards. */
function isInUse({ clock, peek, sessions, notices, removal }: ViewState, now: number): boolean {
  const isPressed = now - clock.lastKeyAt < inUseMs;
  const isWaiting = notices.current !== undefined || removal.armed !== undefined;
  return isPressed || isWaiting || peek.open !== undefined || sessions.supervisor !== 'running';
}

/** Returns the old array when it holds the same sessions, so that nothing derived from it is computed again. */
function sameWhenEqual<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((item, index) => item === after[index])
    ? before
    : after;
}
