import { safeText } from '../core/text/safe-text.ts';
import { dispatch } from '../runtime/dispatch.ts';
import { requireSession } from '../runtime/session-place.ts';
import { terminalSize } from '../runtime/start.ts';
import { ensureSupervisor } from '../runtime/supervisor-start.ts';
import type { World } from '../runtime/world.ts';
import { perform } from '../runtime.ts';
import { runWhileWeLive } from '../system/processes/run-in-terminal.ts';
import { writeError, writeOutput } from './output.ts';
import { readRun } from './run.ts';
import { UsageError } from './usage-error.ts';
import { requireTerminal, showView } from './view.ts';
import { shellPort } from './words.ts';

/** `agents run --attach ["task"]`: a session in this terminal; whoever leaves it while it lives comes to the view. */
export async function runAttached(words: readonly string[]): Promise<number> {
  const { world, request, isJson, note } = await readRun(words);
  if (isJson) throw new UsageError('--json and --attach exclude each other.');
  requireTerminal(world.env);
  const { spec, started } = dispatch(world, request, terminalSize());
  ensureSupervisor(world);
  await started;
  if (note !== undefined) writeError(`agents: ${note}\n`);
  const port = shellPort(runWhileWeLive);
  await perform(world, { type: 'attach', id: spec.id }, port);
  if (port.failed()) return 1;
  if (await isAlive(world, spec.id)) {
    await showView(world, { cwd: request.cwd, selectedId: spec.id });
    return 0;
  }
  const { memory } = requireSession(world, spec.id).conclusion;
  const how = memory.hasWorked ? 'goes on with it' : 'starts it anew';
  writeOutput(`${safeText(spec.name)} has ended; agents attach ${spec.id} ${how}.\n`);
  return 0;
}

/** In its terminal here, or where Claude Code's own background has taken it. */
async function isAlive(world: World, id: string): Promise<boolean> {
  const { panes } = await world.backend.list(world.backend.socket);
  if (panes.some(pane => pane.id === id && !pane.dead)) return true;
  return requireSession(world, id).conclusion.claudeJob !== undefined;
}
