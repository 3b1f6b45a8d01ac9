import { readFileSync } from 'node:fs';
import type { Session } from '../../core/session/session.ts';
import { descendants, endTree } from '../../system/run/process-tree.ts';

/** What a program gets to save its work before it is killed. */
const graceMs = 3000;

/**
 * Ends what still runs of a session whose terminal is gone: a program that ignores the hangup, as a Gemini CLI was seen
 * to do, outlives a killed tmux server, and would go on beside its successor. Only what carries the session's id in its
 * environment, since the number of its process may be a stranger's by now. Linux only: elsewhere that cannot be read.
 */
export async function endOrphans({ id, status: { pid } }: Session): Promise<void> {
  if (pid === undefined || process.platform !== 'linux') return;
  const own = (await descendants(pid)).filter(one => isOfSession(one.pid, id));
  if (own.length > 0) await endTree(own, { graceMs });
}

/** Whether a process was started by this session. Linux only: elsewhere that cannot be read. */
export function isOfSession(pid: number, id: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`AGENTS_JOB_ID=${id}`);
  } catch {
    return false;
  }
}
