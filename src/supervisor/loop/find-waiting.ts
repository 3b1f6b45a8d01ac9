import type { TerminalFact, Waits } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import { type ProcessTable, processTable } from '../../system/processes/process-table.ts';
import { waitOf } from '../../system/processes/terminal-wait.ts';
import { foregroundProcesses } from '../../system/running-agents/agent-process.ts';

/** How often to look at a job that has just printed something: each look takes 0.1 ms on Linux. */
const lookMs = 900;
/** And at one that has printed nothing since the last look. */
const quietLookMs = 5000;
/** tmux tells the time of output in whole seconds. */
const toldMs = 1100;

/** What was found at the last look at a job. */
interface Look {
  /** By `performance.now`; ms. */
  readonly at: number;
  /** Of the output, and where the cursor stood. */
  readonly seen: string;
  readonly waits: Waits;
}

/** By session. */
export type WaitingMemory = Map<string, Look>;

/** The panes, those of shell jobs with what their programs wait for where that could matter. */
export function withWaiting(memory: WaitingMemory, { sessions, panes, now }: Seen): readonly TerminalFact[] {
  const jobs = new Set(sessions.filter(({ spec }) => spec.kind === 'exec').map(({ id }) => id));
  const isJob = ({ id, dead }: TerminalFact) => jobs.has(id) && !dead;
  const running = panes.filter(isJob);
  const ids = new Set(running.map(({ id }) => id));
  for (const id of memory.keys()) if (!ids.has(id)) memory.delete(id);
  let table: ProcessTable | undefined;
  for (const pane of running) {
    if (isPrinting(pane, now)) memory.delete(pane.id);
    else if (isDue(pane, memory.get(pane.id))) {
      table ??= processTable();
      const waits = { for: waitOf(pidsIn(table, pane)), at: now };
      memory.set(pane.id, { at: performance.now(), seen: seenOf(pane), waits });
    }
  }
  return panes.map(pane => (isJob(pane) ? { ...pane, waits: memory.get(pane.id)?.waits } : pane));
}

interface Seen {
  readonly sessions: readonly Session[];
  readonly panes: readonly TerminalFact[];
  /** ms since the epoch */
  readonly now: number;
}

/** Lines come, and each is ended: nothing of it asks. */
function isPrinting({ activityAt, cursorX }: TerminalFact, now: number): boolean {
  return cursorX === 0 && Math.abs(now - activityAt) < toldMs;
}

function isDue(pane: TerminalFact, last: Look | undefined): boolean {
  if (!last) return true;
  const isSettled = last.seen === seenOf(pane) && last.waits.at >= pane.activityAt + toldMs;
  return performance.now() - last.at >= (isSettled ? quietLookMs : lookMs);
}

function seenOf({ activityAt, cursorX, cursorY }: TerminalFact): string {
  return `${activityAt} ${cursorX} ${cursorY}`;
}

function pidsIn(table: ProcessTable, { pid }: TerminalFact): readonly number[] {
  return [...foregroundProcesses(table, pid)].map(process => process.pid);
}
