import type { Session } from '../../core/session/session.ts';
import { readProc } from '../../system/processes/proc.ts';
import { descendants, endTree } from '../../system/run/process-tree.ts';

/** How long a program has to save its work before it is killed. */
const graceMs = 3000;

/**
 * Ends what still runs of a session whose terminal is gone: a program that ignores SIGHUP (seen with Gemini CLI)
 * survives a killed tmux server, and would run beside the restarted one. Only processes with the session's id in their
 * environment, since a pid may belong to another program by now. Linux only: elsewhere that cannot be read.
 */
export async function endOrphans({ id, status: { pid } }: Session): Promise<void> {
  if (pid === undefined || process.platform !== 'linux') return;
  const own = (await descendants(pid)).filter(one => isOfSession(one.pid, id));
  if (own.length > 0) await endTree(own, { graceMs });
}

/** Whether a process was started by this session. Linux only: elsewhere that cannot be read. */
export function isOfSession(pid: number, id: string): boolean {
  return readProc(pid, 'environ').split('\0').includes(`AGENTS_JOB_ID=${id}`);
}
