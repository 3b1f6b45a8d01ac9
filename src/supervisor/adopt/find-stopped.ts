import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { stoppedProcess } from '../../system/running-agents/agent-process.ts';

/** How often to look: 0.1 ms a pane on Linux. */
const lookMs = 1900;

export interface StoppedMemory {
  lookedAt: number;
  /** Process by session. */
  pids: ReadonlyMap<string, number>;
}

export function emptyStopped(): StoppedMemory {
  return { lookedAt: Number.NEGATIVE_INFINITY, pids: new Map() };
}

/** The panes of sessions that were started here, each with the process that a signal has stopped in it. */
export function withStopped(
  memory: StoppedMemory,
  sessions: readonly Session[],
  panes: readonly TerminalFact[],
): readonly TerminalFact[] {
  if (performance.now() - memory.lookedAt >= lookMs) {
    memory.lookedAt = performance.now();
    memory.pids = lookAt(sessions, panes);
  }
  if (memory.pids.size === 0) return panes;
  return panes.map(pane => ({ ...pane, stoppedPid: pane.dead ? undefined : memory.pids.get(pane.id) }));
}

function lookAt(sessions: readonly Session[], panes: readonly TerminalFact[]): ReadonlyMap<string, number> {
  const own = new Set(sessions.filter(({ spec }) => spec.kind !== 'adopted').map(({ id }) => id));
  const table = processTable();
  const pids = new Map<string, number>();
  for (const { id, dead, pid } of panes) {
    const stopped = own.has(id) && !dead ? stoppedProcess(table, pid) : undefined;
    if (stopped !== undefined) pids.set(id, stopped);
  }
  return pids;
}
