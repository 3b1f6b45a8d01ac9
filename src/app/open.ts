import { isatty } from 'node:tty';
import type { Effect } from '../core/effects.ts';
import { fuzzy } from '../core/find/fuzzy.ts';
import { provideMatcher } from '../core/find/match.ts';
import type { SessionSource } from '../core/source.ts';
import type { Background } from '../core/text/background.ts';
import { liveWorld } from '../operations/context/live-world.ts';
import type { World } from '../operations/context/world.ts';
import { localPerformer } from '../operations/perform.ts';
import type { Port } from '../operations/port.ts';
import { fullDiskProblem } from '../system/files/full-disk.ts';
import { removeDeadDrafts } from '../system/programs/editor.ts';
import { keepYoungHeapSmall } from '../system/programs/young-heap.ts';
import { runWhileWeLive } from '../system/run/run-in-terminal.ts';
import { rememberBackground } from '../system/store/view/backgrounds.ts';
import { registerView } from '../system/store/view/open-views.ts';
import { nudge } from '../system/watch/watch.ts';
import type { Suspend, showApp } from '../ui/ink/app.tsx';
import type { ViewStore } from '../ui/store.ts';
import type { Question } from '../ui/terminal/background.ts';
import {
  enterScreen,
  eraseScreen,
  forgetTitle,
  leaveScreen,
  lendScreen,
  releaseInput,
  setTitle,
} from '../ui/terminal/terminal.ts';
import { frame } from '../ui/view/frame.ts';
import { tabTitle } from '../ui/view/header.ts';
import { ringWhenNeeded } from './alerts.ts';
import { keepCatalog } from './catalog.ts';
import { checkLine } from './check-line.ts';
import { viewClock } from './clock.ts';
import type { HeldEffects } from './early-keys.ts';
import { filterInput } from './filter-input.ts';
import { keepLastLook } from './keep-last-look.ts';
import { keepLive, type Live } from './sessions/live.ts';
import { markSeen } from './sessions/mark-seen.ts';
import { watchSupervisor } from './sessions/watch-supervisor.ts';
import { learnWaysBack } from './sessions/ways-back.ts';
import { followSettings } from './settings/follow-settings.ts';
import { followViewFile } from './settings/follow-view-file.ts';
import { keysInForce } from './settings/keys-in-force.ts';
import { viewPort } from './view-port.ts';

interface Opening {
  /** From Ink's part of the bundle, which is loaded by now. */
  readonly showApp: typeof showApp;
  /** As the first frame and the first keys have left it. */
  readonly view: ViewStore;
  readonly effects: HeldEffects;
  /** Further keys wait until then. */
  readonly takeInputBack: () => void;
  /** Called when the signal handlers of this file are installed. */
  readonly onListening: () => void;
  /** The request for the terminal's background, where one was sent. */
  readonly question: Question | undefined;
}

/** Lets Ink take over the lines of the first frame. Resolves when the person leaves the view. */
export async function openInk(
  opened: World,
  source: SessionSource,
  { showApp: show, view, effects, takeInputBack, onListening, question }: Opening,
): Promise<void> {
  provideMatcher(fuzzy);
  const settings = liveWorld(opened, view.store.getState().launch.defaults.cwd);
  const { world } = settings;
  let suspend: Suspend = async run => run();
  let live: Live | undefined;
  const performer = localPerformer(world);
  const setTime = viewClock(world, view);
  const alerts = ringWhenNeeded(world, view);
  // While nothing changes the time in the state is not updated, so a key updates it.
  const press = (keys: readonly string[]) => {
    setTime();
    view.press(keys);
    alerts.used();
  };
  const input = filterInput(press);
  const ink = show({
    view: { ...view, press },
    frame,
    onReady: ready => {
      suspend = ready;
      // When all of Ink listens. Keys that wait are for the session when one of the effects attaches.
      setImmediate(() => {
        takeInputBack();
        effects.release(effect => void performHere(effect));
      });
    },
  });
  const follow = followSettings(settings, view);
  const line = checkLine(world, view);
  const port = viewPort({
    ...{ view, now: world.now, attach: lendTerminal },
    refresh: () => live?.refresh(),
    checkLine: line.again,
    leave: () => void (question?.settled() ?? Promise.resolve()).then(() => ink.unmount()),
  });
  const stopTitle = followTitle(view);
  const forgetSeen = markSeen(view, { perform: effect => void performHere(effect), now: world.now });
  live = keepLive({
    ...{ view, source, setTime, now: world.now },
    onRead: followViewFile(world.paths, view),
    problems: ofSessions => problemsOf(world, ofSessions),
    onSecond: () => {
      watchSupervisor(world, view);
      // The window was closed, and the parent process did not forward SIGHUP.
      if (!isatty(0)) ink.unmount();
      else if (follow()) alerts.learnOsc();
      line.again();
    },
    onViewed: () => nudge(world.paths, 'viewed'),
  });
  const stopLooking = keepLastLook(world, view);
  const forgetCatalog = keepCatalog(world, view);
  const forgetKeys = learnWaysBack(view, source);
  const stopListening = listen(view, ink);
  onListening();
  const forgetView = registerView(world.paths);
  removeDeadDrafts(world.paths, world.now());
  keepYoungHeapSmall();
  question?.onAnswer(background => showBackground(world, view, background));
  await ink.waitUntilExit();
  stopListening();
  stopLooking();
  forgetView();
  forgetCatalog();
  forgetKeys();
  line.close();
  live.close();
  stopTitle();
  forgetSeen();
  alerts.close();
  leaveScreen();

  /** Keys after the one that attaches are for the session: they stay unread until it has the terminal. */
  async function performHere(effect: Effect): Promise<void> {
    const isAttaching = effect.type === 'attach' || (effect.type === 'dispatch' && effect.attach);
    const takeInputBack = isAttaching ? releaseInput() : undefined;
    await performer.perform(effect, port);
    takeInputBack?.();
  }

  async function lendTerminal(...[argv, environment]: Parameters<Port['attach']>): Promise<void> {
    live?.pause();
    alerts.pause();
    await suspend(() => lendScreen(() => runWhileWeLive(argv, environment)));
    forgetTitle();
    input.expect();
    live?.resume();
    alerts.resume();
  }
}

/** The title of the terminal says how the sessions stand. */
function followTitle({ store }: ViewStore): () => void {
  setTitle(tabTitle(store.getState()));
  return store.subscribe(state => setTitle(tabTitle(state)));
}

/** Sentences about the settings, the sessions and the disk. */
function problemsOf(world: World, ofSessions: readonly string[]): readonly string[] {
  const full = fullDiskProblem(world.paths.home);
  return [...world.problems, ...keysInForce(world).problems, ...ofSessions, ...(full ? [full] : [])];
}

/** Uses the colours for this background from now on, and records it for the first frame of the next view. */
function showBackground(world: World, view: ViewStore, background: Background): void {
  const { look } = view.store.getState().screen;
  if (look.background !== background) view.set({ screen: { look: { ...look, background } } });
  rememberBackground(world.paths, world.env, background);
}

/** Handles resizing, SIGTSTP and SIGCONT, and the signals that end the view. The terminal is always given back. */
function listen(view: ViewStore, ink: ReturnType<typeof showApp>): () => void {
  const setSize = () =>
    view.set({ screen: { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 } });
  let isDrawn = false;
  /**
   * Several size changes can arrive as one event, so the old and the new size do not tell what the terminal has cut off
   * or scrolled away in between: the whole screen is drawn again from the top left.
   */
  const resize = () => {
    isDrawn = true;
    if (eraseScreen()) ink.clear();
    setSize();
  };
  /** Node emits no `resize` when the final size is the old one. Runs after Node's own SIGWINCH listener. */
  const windowChanged = () => {
    if (!isDrawn) process.stdout.emit('resize');
    isDrawn = false;
  };
  const again = () => {
    // Closing the terminal also sends SIGCONT.
    if (!isatty(0)) return;
    // After `fg` the terminal has the modes of the shell: not raw, and on the main screen.
    if (process.stdin.isTTY) process.stdin.setRawMode(false).setRawMode(true);
    enterScreen();
    // The window may have been resized while the view was stopped, and Ink has to draw what was cleared.
    process.stdout.emit('resize');
    isDrawn = false;
  };
  /** Ctrl+Z is a key here, but a shell or script can send SIGTSTP: mouse and key modes are switched off first. */
  const halt = () => {
    leaveScreen();
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.kill(process.pid, 'SIGSTOP');
  };
  /** Leaves as on Esc, so that the code that opened the view runs its cleanup. */
  const end = (signal: NodeJS.Signals) => {
    leaveScreen();
    process.once('exit', () => {
      process.exitCode = signal === 'SIGHUP' ? 129 : 143;
    });
    ink.unmount();
  };
  // Before Ink's own listener, which would first draw the old, larger frame into the new size.
  process.stdout.prependListener('resize', resize);
  process.on('SIGWINCH', windowChanged);
  // The window may have been resized while Ink was loaded.
  setSize();
  process.on('SIGTSTP', halt);
  process.on('SIGCONT', again);
  process.on('SIGTERM', end);
  process.on('SIGHUP', end);
  return () => {
    process.stdout.off('resize', resize);
    process.off('SIGWINCH', windowChanged);
    process.off('SIGTSTP', halt);
    process.off('SIGCONT', again);
    process.off('SIGTERM', end);
    process.off('SIGHUP', end);
    // A closed window sends SIGHUP twice, from the kernel and from the shell: the second must not interrupt a start.
    process.on('SIGHUP', () => {});
  };
}
