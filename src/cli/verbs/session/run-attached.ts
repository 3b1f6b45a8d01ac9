import { requireTerminal, showView } from '../../../app/view.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { requireSession } from '../../../operations/context/session-place.ts';
import type { World } from '../../../operations/context/world.ts';
import { dispatch } from '../../../operations/dispatch/dispatch.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { localPerformer } from '../../../operations/perform.ts';
import { sizeOf } from '../../../operations/port.ts';
import { runWhileWeLive } from '../../../system/run/run-in-terminal.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { viewProcess } from '../../view-process.ts';
import { shellPort } from '../../words.ts';
import { readRun } from './run/read-run.ts';

/** `agents run --attach ["task"]`: a session in this terminal; the one who leaves it while it lives comes to the view. */
export async function runAttached(words: readonly string[], shell: Shell): Promise<number> {
  const { world, request, isJson, note } = await readRun(words, shell, 'all');
  if (isJson) throw new UsageError('--json and --attach exclude each other.');
  requireTerminal({ ...shell, env: world.env });
  const { spec, started } = dispatch(world, request, sizeOf(shell.output));
  ensureSupervisor(world);
  await started;
  if (note !== undefined) shell.writeError(`agents: ${note}\n`);
  const port = shellPort(shell, runWhileWeLive);
  await localPerformer(world).perform({ type: 'attach', id: spec.id }, port);
  if (port.failed()) return 1;
  if (await isAlive(world, spec.id)) {
    await showView({ records: world, open: async () => world }, viewProcess(shell), {
      cwd: request.cwd,
      selectedId: spec.id,
    });
    return 0;
  }
  const { memory } = requireSession(world, spec.id).status;
  const how = memory.hasWorked ? 'goes on with it' : 'starts it again';
  shell.output.write(`${safeText(spec.name)} has ended; agents attach ${spec.id} ${how}.\n`);
  return 0;
}

/** In its terminal here, or where Claude Code's own background has taken it. */
async function isAlive(world: World, id: string): Promise<boolean> {
  const { panes } = await world.backend.list('own');
  if (panes.some(pane => pane.id === id && !pane.dead)) return true;
  return requireSession(world, id).status.claudeJob !== undefined;
}
