import { type ClaudeJob, claudeJobEvent, isOver } from '../../core/agents/claude/claude-job.ts';
import type { SessionFile } from '../../core/agents/shared/agent.ts';
import type { AgentEvent } from '../../core/events/agent-event.ts';
import { factsOf } from '../../core/lifecycle/status-facts.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import type { ClaudeJobs, ClaudeWorker } from '../../system/claude/claude-jobs.ts';
import type { ProcessFacts, ProcessTable } from '../../system/processes/process-table.ts';

/** A session in Claude Code's own background, with its process as long as it has one. */
export interface FoundJob {
  readonly id: string;
  readonly sessionId: string;
  /** The conversation that was moved there with `/bg`, under the id that it had before. */
  readonly from?: string | undefined;
  readonly job?: ClaudeJob | undefined;
  readonly process?: ProcessFacts | undefined;
  readonly file?: SessionFile | undefined;
}

/** What one look at a session there found, for `observe`. */
export interface JobFacts {
  readonly pane: TerminalFact;
  /** Undefined once it is no longer there: a session of ours is resumed here then. */
  readonly claudeJob?: string | undefined;
  readonly events: readonly AgentEvent[];
  readonly endedAt?: number | undefined;
}

/** What ended longer ago is not listed. */
const oldMs = 24 * 60 * 60_000;

/** How long its service may take to start the process of what it has recorded. */
const newMs = 10_000;

/** Jobs whose process runs, and those that ended recently or are rows already. */
export function findJobs(
  jobs: ClaudeJobs,
  {
    table,
    files,
    isRow,
    now,
  }: {
    readonly table: ProcessTable;
    /** Session files of background processes that live. */
    readonly files: ReadonlyMap<string, { readonly process: ProcessFacts; readonly file: SessionFile }>;
    readonly isRow: (id: string) => boolean;
    readonly now: number;
  },
): readonly FoundJob[] {
  const workers = jobs.workers();
  const known = new Map(jobs.all().map(job => [job.id, job]));
  return [...new Set([...known.keys(), ...files.keys()])].flatMap(id => {
    const job = known.get(id);
    const own = files.get(id);
    const worker = workers.get(id);
    const process = own?.process ?? (worker && processOf(table, worker));
    const sessionId = own?.file.sessionId ?? job?.sessionId;
    if (sessionId === undefined) return [];
    if (!process && !isRow(id) && !isWorthARow(job, now)) return [];
    return [{ id, sessionId, from: worker?.from, job, process, file: own?.file }];
  });
}

/** Without a process: one that ended recently. What the service has just recorded gets its process in a moment. */
function isWorthARow(job: ClaudeJob | undefined, now: number): boolean {
  if (!job) return false;
  const ageMs = now - job.event.at;
  return ageMs <= oldMs && (isOver(job) || ageMs >= newMs);
}

function processOf(table: ProcessTable, { pid, procStart }: ClaudeWorker): ProcessFacts | undefined {
  const found = table.of(pid);
  return found && (procStart === undefined || procStart === found.startTime) ? found : undefined;
}

/** A session of ours whose conversation was moved to Claude Code's background: its process here has ended. */
export function followedBy(
  sessions: readonly Session[],
  { jobs, isAlive }: { readonly jobs: readonly FoundJob[]; readonly isAlive: (id: string) => boolean },
): ReadonlyMap<string, FoundJob> {
  const followed = new Map<string, FoundJob>();
  for (const session of sessions) {
    const { id, spec, status } = session;
    if (spec.kind !== 'background' || spec.agent !== 'claude' || isAlive(id)) continue;
    const conversation = status.sessionId ?? spec.sessionId;
    const job = jobs.find(each => conversation !== undefined && isOf(each, conversation));
    if (job && (job.process || status.claudeJob === job.id)) followed.set(id, job);
  }
  return followed;
}

function isOf({ sessionId, from }: FoundJob, conversation: string): boolean {
  return sessionId === conversation || from === conversation;
}

/** Stands for a pane that cannot be captured: alive, or ended normally once the service says how. */
export function factsOfJob(
  id: string,
  { job, process, id: jobId }: FoundJob,
  { isOwn, previous }: { readonly isOwn: boolean; readonly previous: Session | undefined },
): JobFacts {
  const pane = { ...nowhere, id, pid: process?.pid ?? 0, dead: process === undefined };
  // What a session of ours does is told by its own hooks, as long as it lives.
  const isTold = job !== undefined && !(isOwn && process);
  const known = previous && factsOf(previous.status).lastEvent;
  const isNew = isTold && (known?.name !== claudeJobEvent || known.at !== job.event.at);
  return {
    pane: process || !job || !isOver(job) ? pane : { ...pane, exitCode: 0 },
    ...(!(isOwn && !process) && { claudeJob: jobId }),
    events: isNew ? [job.event] : [],
    ...(job && !process && { endedAt: job.event.at }),
  };
}

/** A living process without a pane that could be looked at. */
export const nowhere: TerminalFact = {
  id: '',
  dead: false,
  pid: 0,
  command: '',
  cursorX: 0,
  cursorY: 0,
  width: 0,
  height: 0,
  inMode: false,
  alternate: false,
  activityAt: 0,
  attached: 0,
  questionNumber: 0,
};
