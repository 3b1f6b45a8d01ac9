import type { Effect } from '../core/effects.ts';
import { fuzzy } from '../core/find/fuzzy.ts';
import { provideMatcher } from '../core/find/match.ts';
import type { Background } from '../core/text/background.ts';
import { liveWorld } from '../operations/context/live-world.ts';
import type { World } from '../operations/context/world.ts';
import { localPerformer } from '../operations/perform.ts';
import { type Port, sizeOf } from '../operations/port.ts';
import { fullDiskProblem } from '../system/files/full-disk.ts';
import { removeDeadDrafts } from '../system/programs/editor.ts';
import { keepYoungHeapSmall } from '../system/programs/young-heap.ts';
import { runWhileWeLive } from '../system/run/run-in-terminal.ts';
import { rememberBackground } from '../system/store/view/backgrounds.ts';
import { registerView } from '../system/store/view/open-views.ts';
import { nudge } from '../system/watch/watch.ts';
import type { Suspend, showApp } from '../ui/ink/app.tsx';
import { hasOnlyTurned } from '../ui/state/view-state.ts';
import type { ViewStore } from '../ui/store.ts';
import type { Question } from '../ui/terminal/background.ts';
import {
  drawPieces,
  forgetTitle,
  leaveScreen,
  lendScreen,
  releaseInput,
  setTitle,
} from '../ui/terminal/terminal.ts';
import { turnedIcons } from '../ui/view/frame.ts';
import { tabTitle } from '../ui/view/header.ts';
import { steadyFrame } from '../ui/view/steady-frame.ts';
import { ringWhenNeeded } from './alerts.ts';
import { keepCatalog } from './catalog.ts';
import { checkLine } from './check-line.ts';
import { viewClock } from './clock.ts';
import { hostSessions, mayLeave } from './hosting/host-sessions.ts';
import { keepLastLook } from './keep-last-look.ts';
import type { Behind } from './open-behind.ts';
import { keepLive, type Live } from './sessions/live.ts';
import { markSeen } from './sessions/mark-seen.ts';
import { watchSupervisor } from './sessions/watch-supervisor.ts';
import { learnWaysBack } from './sessions/ways-back.ts';
import { followSettings } from './settings/follow-settings.ts';
import { followViewFile } from './settings/follow-view-file.ts';
import { keysInForce } from './settings/keys-in-force.ts';
import type { HeldEffects } from './terminal/early-keys.ts';
import { filterInput } from './terminal/filter-input.ts';
import { listen } from './terminal/listen.ts';
import type { ViewProcess } from './terminal/view-process.ts';
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
  readonly own: ViewProcess;
}

/** Lets Ink take over the lines of the first frame. Resolves when the person leaves the view. */
export async function openInk(
  { world: opened, source }: Behind,
  { showApp: show, view, effects, takeInputBack, onListening, question, own }: Opening,
): Promise<void> {
  provideMatcher(fuzzy);
  const settings = liveWorld(opened, view.store.getState().launch.defaults.cwd);
  const { world } = settings;
  let suspend: Suspend = async run => run();
  let live: Live | undefined;
  const performer = localPerformer(world);
  const clock = viewClock(world, view);
  const alerts = ringWhenNeeded(world, view);
  // While nothing changes the time in the state is not updated, so a key updates it.
  const press = (keys: readonly string[]) => {
    view.press(keys, clock.now());
    alerts.used();
  };
  const input = filterInput(own.stdin, press);
  const ink = show({
    view: { ...view, press },
    frame: steadyFrame(),
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
    terminalSize: () => sizeOf(own.stdout),
    checkLine: line.again,
    leave: () => {
      if (mayLeave(world, view)) void (question?.settled() ?? Promise.resolve()).then(() => ink.unmount());
    },
  });
  const stopTitle = followTitle(view);
  const stopTurning = drawTurned(view);
  const forgetSeen = markSeen(view, { perform: effect => void performHere(effect), now: world.now });
  live = keepLive({
    ...{ view, source, setTime: clock.setTime, now: world.now },
    onRead: followViewFile(world.paths, view),
    problems: ofSessions => problemsOf(world, ofSessions),
    onSecond: () => {
      watchSupervisor(world, view);
      // The window was closed, and the parent process did not forward SIGHUP.
      if (!own.hasTerminal()) ink.unmount();
      else if (follow()) alerts.learnOsc();
      line.again();
    },
    onViewed: () => nudge(world.paths, 'viewed'),
  });
  const stopLooking = keepLastLook(world, view);
  const forgetCatalog = keepCatalog(world, view);
  const forgetKeys = learnWaysBack(view, source);
  const stopListening = listen(view, ink, own);
  onListening();
  const forgetView = registerView(world.paths);
  removeDeadDrafts(world.paths, world.now());
  keepYoungHeapSmall();
  const stopHosting = hostSessions(world, view);
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
  stopTurning();
  forgetSeen();
  alerts.close();
  leaveScreen();
  await stopHosting();

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

/** Icons that turn are drawn past Ink, which would lay out the whole frame for them. */
function drawTurned({ store }: ViewStore): () => void {
  return store.subscribe((state, before) => {
    if (hasOnlyTurned(state, before)) drawPieces(turnedIcons(state));
  });
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
