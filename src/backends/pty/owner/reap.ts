import { bootId } from '../../../system/processes/boot.ts';
import { isAlive } from '../../../system/processes/lock-file.ts';
import { endTree } from '../../../system/run/process-tree.ts';
import { markedProcesses } from './marked.ts';
import { forgetOwner, type Owner, readOwners } from './owners.ts';

/** What a program gets to save its work before it is killed. */
const graceMs = 3000;

const underWay = new Map<string, Promise<void>>();

/**
 * Ends what owners that were killed have left: programs that ignore the hangup, or have a terminal session of their own.
 * Each is known by its pid with its start time, or by its environment. Several callers at once do it once.
 */
export function reapOrphans(directory: string): Promise<void> {
  const running = underWay.get(directory) ?? reap(directory).finally(() => underWay.delete(directory));
  underWay.set(directory, running);
  return running;
}

async function reap(directory: string): Promise<void> {
  const dead = readOwners(directory).filter(owner => !isAlive(owner));
  await Promise.all(dead.map(owner => endLeft(directory, owner)));
}

async function endLeft(directory: string, { pid, bootId: boot, processes, mark }: Owner): Promise<void> {
  const left = () => [...processes, ...(mark === undefined ? [] : markedProcesses(mark))];
  // After a boot the numbers are other programs'.
  const survivors = boot === bootId() ? await endTree(left(), { graceMs }) : [];
  if (survivors.length === 0) forgetOwner(directory, pid);
}
