import { required } from '../../backends/backend.ts';
import { displayName } from '../../core/session/display-name.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { foregroundAgent } from '../../system/running-agents/agent-process.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import { dismissedIds } from '../../system/store/view/dismissed.ts';
import type { World } from '../context/world.ts';

/** The id of the session in the pane that a tmux target names, or a sentence that says why there is none. */
export async function explainPane(
  world: World,
  target: string,
): Promise<{ readonly id: string } | { readonly why: string }> {
  if (!world.settings.adopt) {
    return { why: `"adopt" is false in ${world.paths.settings}: only what was started here is listed.` };
  }
  const adopts = required(world.backend, 'adopts');
  const pane = await adopts.find(target);
  if (!pane) {
    return {
      why: `There is no pane ${target} on the tmux servers that agents knows (${adopts.servers().join(', ')}).`,
    };
  }
  const session = cacheOf(world).find(({ id }) => id === pane.id);
  if (session && session.spec.kind !== 'adopted') return { id: session.id };
  const agent = foregroundAgent(processTable(), pane.pid, world.env);
  if (!agent) {
    return { why: `No agent runs in the foreground of pane ${target}: ${pane.command || 'nothing'} does.` };
  }
  if (!dismissedIds(world.paths).has(agent.id)) return { id: agent.id };
  const name = session ? displayName(session) : agent.agent.label;
  return { why: `The row of this ${name} was taken away. It comes back when the program is started again.` };
}

function cacheOf(world: World) {
  return sessionCache(world.paths).read().sessions;
}
