import type { World } from '../operations/context/world.ts';
import { startsInTmux } from '../operations/dispatch/require-backend.ts';
import { requireTmuxVersion } from '../operations/dispatch/require-tmux-version.ts';
import { ensureSupervisor } from '../operations/dispatch/supervisor-start.ts';
import { localSource } from '../operations/source/local-source.ts';
import { requireTmux } from '../system/programs/require-tmux.ts';
import { runInTerminal } from '../system/run/run-in-terminal.ts';
import { createViewStore } from '../ui/store.ts';
import { askBackground } from '../ui/terminal/background.ts';
import { enterScreen, leaveOnSignals, leaveScreen, takeMouse } from '../ui/terminal/terminal.ts';
import { asksBackground } from '../ui/theme/detect.ts';
import { firstState, type Scope } from './first-state.ts';
import { answerEarlyKeys, heldEffects } from './terminal/early-keys.ts';
import { sizeOfView, type ViewProcess } from './terminal/view-process.ts';

/** A directory is always given. */
type GivenScope = Pick<Scope, 'cwd'> & Partial<Scope>;

/**
 * The first frame is drawn from the state files, and the first keys are answered, before Ink is even loaded; Ink then takes
 * over the same lines.
 */
export async function showView(world: World, own: ViewProcess, scope: GivenScope): Promise<void> {
  requireTerminal({ env: world.env, input: own.stdin, output: own.stdout });
  const usesTmux = startsInTmux(world);
  if (usesTmux) requireTmux(world.env);
  // A terminal that is gone also sends a signal, which ends the view: the stream's error must not throw first.
  for (const stream of [own.stdout, own.stdin]) stream.on('error', () => {});
  const source = localSource(world, scope.under);
  const effects = heldEffects();
  const view = createViewStore(
    firstState(world, source, {
      scope: { under: undefined, options: {}, ...scope },
      size: sizeOfView(own),
    }),
    effects.perform,
  );
  if (world.settings.mouse) takeMouse();
  enterScreen();
  const onListening = leaveOnSignals();
  const early = answerEarlyKeys(own, view, effects.areHeld);
  const { look } = view.store.getState().screen;
  const question = asksBackground(world.env, world.settings, look) ? askBackground() : undefined;
  let wasRunning: boolean;
  try {
    if (usesTmux) await requireTmuxVersion(world.env);
    wasRunning = ensureSupervisor(world);
  } catch (error) {
    early.end();
    leaveScreen();
    throw error;
  }
  const { openInk } = await import('./open.ts');
  const { showApp } = await import('../ui/ink/app.tsx');
  const takeInputBack = early.end();
  if (!wasRunning) view.set({ sessions: { supervisor: 'starting' } });
  await openInk(world, source, { showApp, view, effects, takeInputBack, onListening, question, own });
  await leaveSane();
}

/** Where it was called. */
interface Caller {
  readonly env: NodeJS.ProcessEnv;
  readonly input: { readonly isTTY: boolean };
  readonly output: { readonly isTTY: boolean };
}

/** Throws a sentence. */
export function requireTerminal({ env, input, output }: Caller): void {
  if (!input.isTTY || !output.isTTY) {
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
