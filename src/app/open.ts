import { isatty } from 'node:tty';
import type { Effect } from '../core/effects.ts';
import { fuzzy } from '../core/find/fuzzy.ts';
import { provideMatcher } from '../core/find/match.ts';
import type { Background } from '../core/text/background.ts';
import type { Tone } from '../core/text/tone.ts';
import { liveWorld } from '../operations/context/live-world.ts';
import type { World } from '../operations/context/world.ts';
import { perform } from '../operations/perform.ts';
import type { Port } from '../operations/port.ts';
import { removeDeadDrafts } from '../system/programs/editor.ts';
import { keepYoungHeapSmall } from '../system/programs/young-heap.ts';
import { runWhileWeLive } from '../system/run/run-in-terminal.ts';
import type { SessionCache } from '../system/store/job/session-cache.ts';
import { rememberBackground } from '../system/store/view/backgrounds.ts';
import { registerView } from '../system/store/view/open-views.ts';
import { giveBack } from '../ui/commands/peek/reply.ts';
import { withWork } from '../ui/commands/row/loss.ts';
import type { Suspend, showApp } from '../ui/ink/app.tsx';
import { lineKey } from '../ui/line/line-refusal.ts';
import { fieldWith } from '../ui/state/text-edit.ts';
import type { ViewState } from '../ui/state/view-state.ts';
import { createViewStore, type ViewStore } from '../ui/store.ts';
import type { Question } from '../ui/terminal/background.ts';
import {
  enterScreen,
  eraseScreen,
  forgetTitle,
  leaveScreen,
  lendScreen,
  releaseInput,
} from '../ui/terminal/terminal.ts';
import { frame } from '../ui/view/frame.ts';
import { ringWhenNeeded } from './alerts.ts';
import { keepCatalog } from './catalog.ts';
import { checkLine } from './check-line.ts';
import { viewClock } from './clock.ts';
import { filterInput } from './filter-input.ts';
import { followSettings } from './follow-settings.ts';
import { keepLastLook } from './keep-last-look.ts';
import { keepLive, type Live } from './live.ts';
import { learnWaysBack } from './ways-back.ts';

const noticeMs = 5000;
/** What failed, and what to do about it, takes longer to read. */
const failureMs = 8000;

interface Opening {
  /** Ink's part, loaded. */
  readonly showApp: typeof showApp;
  /** As the first frame has drawn it. */
  readonly state: ViewState;
  /** Signals are handled here from then on. */
  readonly onListening: () => void;
  /** Whether the terminal is dark or light, where it was asked. */
  readonly question: Question | undefined;
}

/** Ink takes over the lines that the first frame has drawn. Resolves when the person leaves. */
export async function openInk(
  opened: World,
  cache: SessionCache,
  { showApp: show, state, onListening, question }: Opening,
): Promise<void> {
  provideMatcher(fuzzy);
  const settings = liveWorld(opened, state.defaults.cwd);
  const { world } = settings;
  const input = filterInput();
  let suspend: Suspend = async run => run();
  let live: Live | undefined;
  const port = makePort();
  const view = createViewStore(state, effect => void performHere(effect));
  const setTime = viewClock(world, view);
  const alerts = ringWhenNeeded(world, view);
  // At rest the clock of the state stands still: a key is the moment to set it.
  const press = (keys: readonly string[]) => {
    setTime();
    view.press(keys);
    alerts.used();
  };
  const ink = show({ view: { ...view, press }, frame, onReady: ready => (suspend = ready) });
  const follow = followSettings(settings, view);
  const line = checkLine(world, view);
  live = keepLive(world, { view, cache, setTime }, () => {
    // Its window was closed, and the one who started us kept the signal to himself.
    if (!isatty(0)) ink.unmount();
    else if (follow()) alerts.learnOsc();
    line.again();
  });
  const stopLooking = keepLastLook(world, view);
  const forgetCatalog = keepCatalog(world, view);
  const forgetKeys = learnWaysBack(world, view);
  const stopListening = listen(view, ink);
  onListening();
  const forgetView = registerView(world.paths);
  removeDeadDrafts(world.paths, world.now());
  keepYoungHeapSmall();
  question?.onAnswer(ground => showBackground(world, view, ground));
  await ink.waitUntilExit();
  stopListening();
  stopLooking();
  forgetView();
  forgetCatalog();
  forgetKeys();
  line.close();
  live.close();
  alerts.close();
  leaveScreen();

  /** Keys pressed after the one that attaches are for the session: they wait in the terminal until it has it. */
  async function performHere(effect: Effect): Promise<void> {
    const isAttaching = effect.type === 'attach' || (effect.type === 'dispatch' && effect.attach);
    const takeInputBack = isAttaching ? releaseInput() : undefined;
    await perform(world, effect, port);
    takeInputBack?.();
  }

  function makePort(): Port {
    return {
      notice: (text: string, tone: Tone) =>
        view.say(world.now(), { text, tone, ms: tone === 'failure' ? failureMs : noticeMs }),
      waiting: text => view.say(world.now(), { text, tone: 'muted', ms: noticeMs }),
      recorded: id => {
        live?.refresh();
        view.set({ refusal: undefined });
        view.reveal(id);
      },
      refused: (text, why) => {
        // Unless something else is being typed by now.
        if (view.store.getState().field.text === '') view.set({ field: fieldWith(text) });
        const key = lineKey(text, view.store.getState());
        line.again();
        // What is looked at again and again goes by itself when it is mended.
        if (view.store.getState().lineProblem?.key !== key) view.set({ refusal: { key, text: why } });
      },
      unsent: reply => view.set(giveBack(view.store.getState(), reply)),
      attach: async (argv, environment) => {
        live?.pause();
        alerts.pause();
        await suspend(() => lendScreen(() => runWhileWeLive(argv, environment)));
        forgetTitle();
        input.expect();
        live?.resume();
        alerts.resume();
      },
      edited: text => view.replaceText(text),
      worked: read => view.set(withWork(view.store.getState(), read)),
      diffed: (id, diff) => {
        const { diff: shown, modeBefore } = view.store.getState();
        if (shown?.id !== id) return;
        view.set(diff ? { diff: { ...shown, diff } } : { mode: modeBefore, diff: undefined });
      },
      leave: () => void (question?.settled() ?? Promise.resolve()).then(() => ink.unmount()),
    };
  }
}

/** The colours of this ground from now on, and for the first frame of the next view. */
function showBackground(world: World, view: ViewStore, ground: Background): void {
  const { look } = view.store.getState();
  if (look.ground !== ground) view.set({ look: { ...look, ground } });
  rememberBackground(world.paths, world.env, ground);
}

/** Size changes, being stopped and continued, and being ended: the terminal is always given back. */
function listen(view: ViewStore, ink: ReturnType<typeof showApp>): () => void {
  const setSize = () => view.set({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 });
  let isDrawn = false;
  /**
   * Several changes can come as one, so the sizes before and after do not tell what the terminal has cut off or scrolled
   * away between them: everything is drawn again, from the corner.
   */
  const resize = () => {
    isDrawn = true;
    if (eraseScreen()) ink.clear();
    setSize();
  };
  /** Node tells of no change where the size is in the end the one before. Called after Node's own listener. */
  const windowChanged = () => {
    if (!isDrawn) process.stdout.emit('resize');
    isDrawn = false;
  };
  const again = () => {
    // A terminal that is closed wakes us, too.
    if (!isatty(0)) return;
    // After `fg` the terminal is as the shell had it: not raw, and on its own screen.
    if (process.stdin.isTTY) process.stdin.setRawMode(false).setRawMode(true);
    enterScreen();
    // The window may have got another size meanwhile; and Ink draws again what is cleared.
    process.stdout.emit('resize');
    isDrawn = false;
  };
  /** Ctrl+Z is a key here, but a shell or a script can stop us, too: not with the mouse and the keys left on. */
  const halt = () => {
    leaveScreen();
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.kill(process.pid, 'SIGSTOP');
  };
  /** As a person leaves, so that the one who opened the view can clean up after it. */
  const end = (signal: NodeJS.Signals) => {
    leaveScreen();
    process.once('exit', () => {
      process.exitCode = signal === 'SIGHUP' ? 129 : 143;
    });
    ink.unmount();
  };
  // Before Ink's own listener: it would draw the old, larger frame into the new size first.
  process.stdout.prependListener('resize', resize);
  process.on('SIGWINCH', windowChanged);
  // The window may have got another size while Ink was being loaded.
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
    // A closed window is told of twice, by the kernel and by the shell: what is being started is started to the end.
    process.on('SIGHUP', () => {});
  };
}
