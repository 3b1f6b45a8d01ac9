import type { Listing } from '../../backends/backend.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session, Spec } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { reasonOf } from '../../system/files/reason.ts';
import { log } from '../../system/log/log.ts';
import { type ProcessTable, processTable } from '../../system/processes/process-table.ts';
import { agentProcessId, descendsFrom } from '../../system/running-agents/agent-process.ts';
import { createJob, replaceSpec, trashJob } from '../../system/store/job/jobs.ts';
import { dismissedIds, forgetDismissed } from '../../system/store/view/dismissed.ts';
import { nudge } from '../../system/watch/watch.ts';
import { factsOf, settleTags } from './adopted-panes.ts';
import { adoptedSpec, renewedSpec } from './adopted-spec.ts';
import type { AdoptionMemory, Known } from './adoption-memory.ts';
import {
  type BackgroundMemory,
  backgroundFacts,
  clearFollowed,
  emptyBackground,
  hasJustLeft,
  lookInBackground,
} from './claude-background.ts';
import type { JobFacts } from './claude-jobs.ts';
import { type Found, findAgents, liveFiles, startedHere } from './find-agents.ts';

/** How often to look for agents that were not started here. */
const lookMs = 1900;

export function emptyAdoption(): AdoptionMemory {
  return {
    lookedAt: Number.NEGATIVE_INFINITY,
    found: new Map(),
    taggedAt: new Map(),
    problem: '',
    background: emptyBackground(),
  };
}

/** What is known of adopted sessions, and of those that moved to Claude Code's background, by id. */
export interface Adopted {
  /** The pane of each with the agent's own process, or no pane for one elsewhere. */
  readonly panes: ReadonlyMap<string, TerminalFact>;
  readonly jobs: ReadonlyMap<string, JobFacts>;
}

export interface Observed {
  readonly sessions: readonly Session[];
  readonly listing: Listing;
  /** When our own panes are not known, adopted agents cannot be told from ours, and nothing changes. */
  readonly isBlind: boolean;
}

/** Records the agents that were not started here, and ends the rows of those that are gone. */
export async function adopt(
  world: World,
  memory: AdoptionMemory,
  { sessions, listing, isBlind }: Observed,
): Promise<Adopted> {
  try {
    if (!isBlind) await settle(world, memory, { sessions, listing });
    memory.problem = '';
  } catch (error) {
    // Sessions that were started here are followed all the same.
    const problem = `Adoption: ${reasonOf(error)}`;
    if (problem !== memory.problem) log(world.paths, problem);
    memory.problem = problem;
  }
  const jobs = backgroundFacts(memory.background, sessions);
  const panes = factsOf(world, memory.found, listing);
  return { panes: new Map([...panes, ...[...jobs].map(([id, { pane }]) => [id, pane] as const)]), jobs };
}

async function settle(
  world: World,
  memory: AdoptionMemory,
  { sessions, listing }: { readonly sessions: readonly Session[]; readonly listing: Listing },
): Promise<void> {
  const table = processTable();
  const adopted = new Map(
    sessions.filter(({ spec }) => spec.kind === 'adopted').map(session => [session.id, session]),
  );
  if (isDue(memory, table) || hasJustLeft({ sessions, listing })) {
    memory.lookedAt = performance.now();
    memory.found = look(world, table, { sessions, listing, adopted, background: memory.background });
    settleRecords(world, table, memory.found, adopted);
  }
  await settleTags(world, memory, { sessions, listing, adopted });
  await clearFollowed(world, memory.background, listing);
}

/** At once when one has ended, was suspended or goes on: its row must not outlive that. */
function isDue({ lookedAt, found }: AdoptionMemory, table: ProcessTable): boolean {
  if (performance.now() - lookedAt >= lookMs) return true;
  return [...found.values()].some(({ process }) => {
    if (!process) return false;
    const now = table.of(process.pid);
    return now?.startTime !== process.startTime || now.isStopped !== process.isStopped;
  });
}

/** One that is neither in a foreground nor told by a file just now (suspended, say) is kept while it lives. */
function look(
  world: World,
  table: ProcessTable,
  { sessions, listing, adopted, background }: Known & { readonly background: BackgroundMemory },
) {
  const files = liveFiles(world, table);
  const search = { world, table, sessions, listing, files };
  // Also where nothing is adopted: a session of ours may have been moved there.
  const jobs = lookInBackground(background, search);
  if (!world.settings.adopt) return new Map<string, Found>();
  const found = new Map([...findAgents(search), ...jobs.map(one => [one.id, one] as const)]);
  const own = startedHere(search);
  for (const { id, spec, status } of adopted.values()) {
    const { pid, claudeJob } = status;
    const process = pid === undefined || claudeJob !== undefined ? undefined : table.of(pid);
    if (!process || found.has(id) || agentProcessId(process) !== id) continue;
    // Seen in the moment of its start, before its session was on record.
    if (descendsFrom(table, process.pid, own)) continue;
    found.set(id, { id, agent: spec.agent, process });
  }
  const dismissed = dismissedIds(world.paths);
  for (const id of dismissed) {
    if (!found.delete(id)) forgetDismissed(world.paths, id);
  }
  return found;
}

function settleRecords(
  world: World,
  table: ProcessTable,
  found: ReadonlyMap<string, Found>,
  adopted: ReadonlyMap<string, Session>,
): void {
  const gone = [...adopted.keys()].filter(id => !found.has(id));
  const problems = [
    ...gone.map(id => problemOf(() => trashJob(world.paths, id))),
    ...[...found.values()].map(one =>
      problemOf(() => settleRecord(world, table, { one, known: adopted.get(one.id)?.spec })),
    ),
  ];
  if (gone.length > 0) nudge(world.paths, 'changed');
  const first = problems.find(problem => problem !== undefined);
  // Last, so that one record that cannot be written does not affect the others.
  if (first !== undefined) throw first;
}

function settleRecord(
  world: World,
  table: ProcessTable,
  { one, known }: { readonly one: Found; readonly known: Spec | undefined },
): void {
  const spec = known && renewedSpec(known, one);
  if (spec && spec !== known) replaceSpec(world.paths, spec);
  if (!known) createJob(world.paths, adoptedSpec(world, table, one), { prompt: '', files: {} });
}

function problemOf(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
