import { realpathSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asksGround } from '../core/theme/detect.ts';
import { frame } from '../core/view/frame.ts';
import { createViewStore } from '../core/view/store.ts';
import { refuseWhenOff } from '../runtime/off-switch.ts';
import { inProject } from '../runtime/project-world.ts';
import { requireTmuxVersion } from '../runtime/require-tmux-version.ts';
import { ensureSupervisor } from '../runtime/supervisor-start.ts';
import { openWorld, type World } from '../runtime/world.ts';
import { requireTmux } from '../system/processes/require-tmux.ts';
import { runInTerminal } from '../system/processes/run-in-terminal.ts';
import { sessionCache } from '../system/records/session-cache.ts';
import { readAgentWord } from './agent-word.ts';
import { givenDirectory } from './given-directory.ts';
import { launchOptions, launchOptionWords } from './launch-options.ts';
import { firstState, type Scope } from './view/first-state.ts';
import { askGround } from './view/ground.ts';
import { drawLines, enterScreen, leaveOnSignals, leaveScreen, takeMouse } from './view/terminal.ts';

/** `agents [--cwd PATH] [--agent A] [--model M] …`: the full-screen view. */
export async function view(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: { cwd: { type: 'string' }, agent: { type: 'string' }, ...launchOptionWords },
  });
  const under = values.cwd === undefined ? undefined : directoryOf(values.cwd);
  const cwd = under ?? ownDirectory();
  const world = inProject(openWorld(process.env), cwd);
  refuseWhenOff(world);
  const word = values.agent;
  const named = word === undefined ? undefined : await readAgentWord(word, cwd, world.env);
  const options = { ...launchOptions(values), ...named?.options };
  await showView(world, { under, cwd, options, ...(named && { agent: named.agent }) });
  return 0;
}

/** The first frame is drawn from the state files before Ink is even loaded; Ink then takes over the same lines. */
export async function showView(world: World, scope: Partial<Scope> = {}): Promise<void> {
  requireTerminal(world.env);
  requireTmux(world.env);
  // A terminal that is gone is told by a signal, too.
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
  const question = asksGround(world.env, world.settings, state.look) ? askGround() : undefined;
  // Meanwhile, as Ink takes longer to load than tmux to answer.
  const ink = import('../ui/app.tsx');
  await requireTmuxVersion(world.env).catch(refuse);
  const wasRunning = ensureSupervisor(world);
  const { openInk } = await import('./view/open.ts');
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
 * After a `kill -9` of an earlier view the terminal was raw when this one came, and a plain sh leaves it so: no echo,
 * and Enter does nothing. Node gives a terminal back as it was found, so it can be set right only after our end. 5 ms.
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

function directoryOf(path: string): string {
  const full = givenDirectory(path, process.env);
  const found = statSync(full, { throwIfNoEntry: false });
  if (!found) throw new Error(`--cwd ${path}: there is no such directory.`);
  if (!found.isDirectory()) throw new Error(`--cwd ${path}: that is not a directory.`);
  return realpathSync(full);
}

/** Throws a sentence: a shell can stand in a directory that was removed. */
function ownDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new Error('The directory you are in is gone. Go to another, or name one: agents --cwd PATH', {
      cause: error,
    });
  }
}
