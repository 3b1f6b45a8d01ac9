import type { TerminalFact, Waits } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { waitOf } from '../../system/processes/terminal-wait.ts';
import { foregroundProcesses } from '../../system/running-agents/agent-process.ts';

/** How often to look: 0.1 ms a job on Linux. */
const lookMs = 900;

export interface WaitingMemory {
  lookedAt: number;
  /** By session. */
  waits: ReadonlyMap<string, Waits>;
}

export function emptyWaiting(): WaitingMemory {
  return { lookedAt: Number.NEGATIVE_INFINITY, waits: new Map() };
}

/** The panes, those of shell jobs with what their programs wait for. */
export function withWaiting(memory: WaitingMemory, { sessions, panes, now }: Seen): readonly TerminalFact[] {
  const jobs = new Set(sessions.filter(({ spec }) => spec.kind === 'exec').map(({ id }) => id));
  const isJob = ({ id, dead }: TerminalFact) => jobs.has(id) && !dead;
  if (!panes.some(isJob)) return panes;
  if (performance.now() - memory.lookedAt >= lookMs) {
    memory.lookedAt = performance.now();
    const table = processTable();
    const waitsOf = ({ pid }: TerminalFact) =>
      waitOf([...foregroundProcesses(table, pid)].map(process => process.pid));
    memory.waits = new Map(panes.filter(isJob).map(pane => [pane.id, { for: waitsOf(pane), at: now }]));
  }
  return panes.map(pane => (isJob(pane) ? { ...pane, waits: memory.waits.get(pane.id) } : pane));
}

interface Seen {
  readonly sessions: readonly Session[];
  readonly panes: readonly TerminalFact[];
  readonly now: number;
}
