import type { World } from '../operations/context/world.ts';
import { requireTmuxVersion } from '../operations/dispatch/require-tmux-version.ts';
import { ensureSupervisor } from '../operations/dispatch/supervisor-start.ts';
import { requireTmux } from '../system/programs/require-tmux.ts';
import { runInTerminal } from '../system/run/run-in-terminal.ts';
import { sessionCache } from '../system/store/job/session-cache.ts';
import { createViewStore } from '../ui/store.ts';
import { askBackground } from '../ui/terminal/background.ts';
import { drawLines, enterScreen, leaveOnSignals, leaveScreen, takeMouse } from '../ui/terminal/terminal.ts';
import { asksBackground } from '../ui/theme/detect.ts';
import { frame } from '../ui/view/frame.ts';
import { firstState, type Scope } from './first-state.ts';

/** The first frame is drawn from the state files before Ink is even loaded; Ink then takes over the same lines. */
export async function showView(world: World, scope: Partial<Scope> = {}): Promise<void> {
  requireTerminal(world.env);
  requireTmux(world.env);
  // A terminal that is gone also sends a signal, which ends the view: the stream's error must not throw first.
  for (const stream of [process.stdout, process.stdin]) stream.on('error', () => {});
  const cache = sessionCache(world.paths);
  const state = createViewStore(
    firstState(world, cache, {
      ...scope,
      under: scope.under,
      cwd: scope.cwd ?? ownDirectory(),
      options: scope.options ?? {},
    }),
    () => {},
  ).store.getState();
  if (world.settings.mouse) takeMouse();
  enterScreen();
  const handlesSignals = leaveOnSignals();
  drawLines(frame(state).lines);
  const question = asksBackground(world.env, world.settings, state.look) ? askBackground() : undefined;
  // Loaded while tmux is asked for its version: Ink takes longer than the answer.
  const ink = import('../ui/ink/app.tsx');
  await requireTmuxVersion(world.env).catch(refuse);
  const wasRunning = ensureSupervisor(world);
  const { openInk } = await import('./open.ts');
  await openInk(world, cache, {
    showApp: (await ink).showApp,
    state: wasRunning ? state : { ...state, supervisor: 'starting' },
    onListening: handlesSignals,
    question,
  });
  await leaveSane();
}

/** Throws a sentence. */
export function requireTerminal(env: NodeJS.ProcessEnv): void {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Error('The view needs a terminal. For scripts there is: agents list --json');
  }
  if (env['TERM'] === 'dumb') {
    throw new Error(
      'The view needs a terminal that can move its cursor, and TERM is "dumb". There is: agents list',
    );
  }
}

/**
 * After a `kill -9` of an earlier view the terminal was raw when this view started, and a plain sh leaves it raw: no
 * echo, and Enter does nothing. Node restores the modes that it found at its start, so only a process that outlives it
 * can set them right. Costs 5 ms.
 */
async function leaveSane(): Promise<void> {
  const later = `while kill -0 ${process.pid} 2>/dev/null; do sleep 0.02; done; stty sane </dev/tty`;
  const script = `case $(stty -a) in *" -icanon"*) (trap "" TTOU HUP; ${later}) & ;; esac`;
  await runInTerminal(['sh', '-c', script], {}).catch(() => {});
}

function refuse(error: unknown): never {
  leaveScreen();
  throw error;
}

/** Throws a sentence when the working directory of the shell was removed. */
export function ownDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new Error('The directory you are in is gone. Go to another, or name one: agents --cwd PATH', {
      cause: error,
    });
  }
}
