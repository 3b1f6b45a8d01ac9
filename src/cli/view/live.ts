import { isElsewhere } from '../../core/adopted.ts';
import { findAgent } from '../../core/agents/index.ts';
import { tabTitle } from '../../core/header.ts';
import type { ViewStore } from '../../core/store.ts';
import { findSession, type Peek, type ViewState } from '../../core/view-state.ts';
import { wordsElsewhere } from '../../runtime/adopted.ts';
import { ensureSupervisor, isSupervisorAlive } from '../../runtime/supervisor-start.ts';
import type { World } from '../../runtime/world.ts';
import { lastScreen } from '../../system/last-screen.ts';
import type { SessionCache } from '../../system/session-cache.ts';
import { watchNudges } from '../../system/watch.ts';
import { sessionsUnder } from './first-state.ts';
import { setTitle } from './terminal.ts';

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
export function keepLive(world: World, view: ViewStore, cache: SessionCache): Live {
  const { store } = view;
  let timer: NodeJS.Timeout | undefined;
  let peekTimer: NodeJS.Timeout | undefined;
  let lastSecond = 0;
  let lastRefresh = 0;
  let run = 0;

  const refresh = () => {
    view.setTime(world.now());
    const { sessions, bad } = cache.read();
    const { under } = store.getState();
    view.setSessions(sameWhenEqual(store.getState().sessions, sessionsUnder(sessions, under)), [
      ...world.problems,
      ...bad.map(job => job.problem),
    ]);
  };
  const tick = () => {
    const now = world.now();
    const pace = paceOf(store.getState(), now);
    if (now - lastSecond >= secondMs - 20) {
      lastSecond = now;
      watchSupervisor(world, view);
    }
    if (now - lastRefresh >= (pace === 'still' ? stillMs : secondMs) - 20) {
      lastRefresh = now;
      refresh();
    } else if (pace !== 'still') {
      view.setTime(now);
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
    if (state.peek?.id === before.peek?.id || !state.peek) return;
    clearTimeout(peekTimer);
    void peek(run);
  });
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
      closeWatch();
    },
  };
}

type Pace = 'working' | 'counting' | 'still';

/** Whether an icon turns, whether seconds are shown or something runs out, or whether only minutes pass. */
function paceOf(state: ViewState, now: number): Pace {
  const { sessions, notice, armed, peek, supervisor, lastKeyAt } = state;
  if (sessions.some(({ conclusion }) => conclusion.state === 'working')) return 'working';
  const isCounting = sessions.some(
    ({ conclusion }) => conclusion.state === 'needs-input' && now - conclusion.since < minuteMs,
  );
  // Rows that were kept in place while keys were in use move to where they belong.
  const isInUse = now - lastKeyAt < inUseMs || peek !== undefined || supervisor !== 'running';
  return isCounting || isInUse || notice || armed ? 'counting' : 'still';
}

/** Says within a second that the supervisor has died, and starts it again (item H1). */
function watchSupervisor(world: World, view: ViewStore): void {
  const { supervisor } = view.store.getState();
  if (isSupervisorAlive(world)) {
    if (supervisor === 'running') return;
    const text = 'The supervisor runs again; nothing was lost.';
    const notice = { text, tone: 'success' as const, until: world.now() + 4000 };
    view.set({ supervisor: 'running', ...(supervisor === 'lost' ? { notice } : {}) });
    return;
  }
  ensureSupervisor(world);
  if (supervisor === 'running') view.set({ supervisor: 'lost' });
}

/** The peeked session's screen, read while it is looked at (journey 4). */
async function readPeek(world: World, view: ViewStore): Promise<void> {
  const { peek, sessions } = view.store.getState();
  const session = findSession(view.store.getState(), peek?.id);
  const place = session?.conclusion.tmux;
  if (peek && session && isElsewhere(session)) return showLines(view, peek, wordsElsewhere(world, session));
  if (!peek || !session || !place || sessions.length === 0) return;
  const kept = session.conclusion.process === 'exited' ? lastScreen(world.paths, session.id) : undefined;
  if (kept) return showLines(view, peek, kept);
  const { pane, socket } = place;
  const screens = await world.backend.capture([{ id: session.id, pane, socket }]);
  const screen = screens.get(session.id);
  if (screen) showLines(view, peek, findAgent(session.spec.agent)?.outputLines?.(screen) ?? screen.lines);
}

/** Another session may be peeked at by now. */
function showLines(view: ViewStore, { id }: Peek, lines: readonly string[]): void {
  const now = view.store.getState().peek;
  if (now?.id === id && lines.join('\n') !== now.lines.join('\n')) view.set({ peek: { ...now, lines } });
}

/** Keeps the old array while it holds the same sessions, so that nothing downstream is made anew. */
function sameWhenEqual<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((item, index) => item === after[index])
    ? before
    : after;
}
