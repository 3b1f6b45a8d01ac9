import { reasonOf } from '../../system/files/reason.ts';
import { requireSession } from '../context/session-place.ts';
import type { World } from '../context/world.ts';
import { startGate } from '../dispatch/start-gate.ts';
import { ensureSupervisor } from '../dispatch/supervisor-start.ts';
import type { Port } from '../port.ts';
import { restart } from './restart.ts';

/** Starts sessions again, one after the other in the pace of the queue; one that fails does not keep the others from it. */
export async function resumeSeveral(world: World, ids: readonly string[], port: Port): Promise<void> {
  ensureSupervisor(world);
  const gate = startGate(world);
  let resumed = 0;
  const problems: string[] = [];
  for (const id of ids) {
    try {
      const session = requireSession(world, id);
      await gate(session);
      await restart(world, id);
      resumed += 1;
    } catch (error) {
      problems.push(error instanceof Error ? error.message : reasonOf(error));
    }
  }
  const text = `Resumed ${resumed} of ${ids.length}.`;
  if (problems.length === 0) port.notice(text, 'success');
  else port.notice(`${text} ${problems.join(' ')}`, 'attention');
}
