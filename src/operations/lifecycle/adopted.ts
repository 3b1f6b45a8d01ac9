import { UserError } from '../../core/errors/user-error.ts';
import { howToMove, isElsewhere } from '../../core/session/adopted.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { descendants, endTree } from '../../system/run/process-tree.ts';
import { agentProcessId } from '../../system/running-agents/agent-process.ts';
import { trashJob } from '../../system/store/job/jobs.ts';
import { dismiss } from '../../system/store/view/dismissed.ts';
import type { World } from '../context/plain-world.ts';

/** How long a program has to save its work before it is killed. */
const graceMs = 3000;

/**
 * Ends the agent and what it started, never the person's shell or pane; `record` is called before.
 * Throws a sentence.
 */
export async function stopAdopted(session: Session, record: () => void): Promise<void> {
  const name = displayName(session);
  if (isElsewhere(session))
    throw new UserError('open-elsewhere', `${howToMove(name, session)} It was not stopped.`);
  const { pid } = session.status;
  const process = pid === undefined ? undefined : processTable().of(pid);
  if (pid === undefined || !process || agentProcessId(process) !== session.id) return;
  record();
  const survivors = await endTree(await descendants(pid), { graceMs });
  if (survivors.length === 0) return;
  throw new UserError(
    'not-ended',
    `${name} was stopped, but process ${survivors.map(one => one.pid).join(', ')} does not die.`,
  );
}

/** Removes the row; the agent goes on, and is not listed until it is started again. */
export async function dismissAdopted(world: World, { id, status }: Session): Promise<void> {
  dismiss(world.paths, id);
  trashJob(world.paths, id);
  const place = status.place;
  if (place) await world.backend.can.adopts?.tag([{ place, id, action: 'unset' }]);
}
