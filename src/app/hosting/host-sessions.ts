import { loadPty } from '../../backends/pty/load-pty.ts';
import type { Tone } from '../../core/text/tone.ts';
import type { World } from '../../operations/context/world.ts';
import { installCommand } from '../../system/programs/require-tmux.ts';
import { askToLeave } from '../../ui/commands/leave.ts';
import { changed } from '../../ui/state/view-state.ts';
import type { ViewStore } from '../../ui/store.ts';

const countMs = 250;
/** It is read once, and the install command is to be copied. */
const hintMs = 15_000;

/**
 * Lets sessions live in this view, and counts them for the question with which it is left. What is returned ends them: they
 * are resumed in their conversations later.
 */
export function hostSessions(world: World, view: ViewStore): () => Promise<void> {
  const { hosting, startsIn } = world;
  if (!hosting) return async () => {};
  void hosting.open().catch((error: unknown) => {
    // Where sessions live in tmux nobody misses it.
    if (startsIn?.backend !== 'in-process') return;
    view.say(world.now(), { text: wordsOf(error), tone: 'failure', ms: hintMs });
  });
  if (startsIn?.lacksTmux) void sayWhere(world, view);
  const count = () => {
    const hosted = hosting.running();
    if (hosted !== view.store.getState().sessions.hosted) view.set({ sessions: { hosted } });
  };
  const timer = setInterval(count, countMs);
  return async () => {
    clearInterval(timer);
    await hosting.close();
  };
}

/** Whether the view may be left; asks first where more ends with it than it had counted when it was asked to leave. */
export function mayLeave({ hosting }: Pick<World, 'hosting'>, { store, set }: ViewStore): boolean {
  const hosted = hosting?.running() ?? 0;
  const state = store.getState();
  if (hosted <= state.sessions.hosted) return true;
  const counted = changed(state, { sessions: { hosted } });
  set({ ...askToLeave(counted).set, sessions: { hosted } });
  return false;
}

/** Where nothing can live, that is said before a task is written. */
async function sayWhere(world: World, view: ViewStore): Promise<void> {
  const say = (text: string, tone: Tone) => view.say(world.now(), { text, tone, ms: hintMs });
  const install = installCommand(world.env);
  await loadPty().then(
    () =>
      say(`There is no tmux, so sessions live in this view and end with it. Install it: ${install}`, 'muted'),
    (error: unknown) => say(`There is no tmux. ${wordsOf(error)} Here: ${install}`, 'failure'),
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
