import { suspendedSummary } from '../../core/lifecycle/suspended.ts';
import type { Session } from '../../core/session/session.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { stoppedProcess } from '../../system/running-agents/agent-process.ts';

/** A sentence when a signal has stopped the session's program, in the words of its row; read from the system now. */
export function suspension({ spec, status }: Session): string | undefined {
  const { pid, process } = status;
  if (pid === undefined || process !== 'alive') return undefined;
  const table = processTable();
  if (spec.kind !== 'adopted') {
    const stopped = stoppedProcess(table, pid);
    return stopped === undefined ? undefined : suspendedSummary(stopped);
  }
  const agent = table.of(pid);
  if (!agent?.isStopped) return undefined;
  // A shell that takes its terminal back has put it into the background.
  return suspendedSummary(agent.group === agent.foreground ? pid : undefined);
}
