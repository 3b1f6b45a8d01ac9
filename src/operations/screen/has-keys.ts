import type { Session } from '../../core/session/session.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { foregroundAgent } from '../../system/running-agents/agent-process.ts';
import type { World } from '../context/plain-world.ts';

/** Whether the agent has the keys of its pane: behind it waits a shell, to which a reply would be a command. */
export function hasKeys(world: World, session: Session, panePid: number): boolean {
  return foregroundAgent(processTable(), panePid, world.env)?.id === session.id;
}
