import type { Listing } from '../../backends/backend.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { type ClaudeJobs, claudeJobs } from '../../system/claude/claude-jobs.ts';
import { processTable } from '../../system/processes/process-table.ts';
import { type FoundJob, factsOfJob, findJobs, followedBy, type JobFacts } from './claude-jobs.ts';
import type { Found, Search } from './find-agents.ts';

/** What is known of Claude Code's own background between two looks at it. */
export interface BackgroundMemory {
  jobs: ClaudeJobs | undefined;
  /** Those that are rows of their own, by id. */
  rows: ReadonlyMap<string, FoundJob>;
  /** Those that go on with a conversation of ours, by the id of our session. */
  followed: ReadonlyMap<string, FoundJob>;
}

export function emptyBackground(): BackgroundMemory {
  return { jobs: undefined, rows: new Map(), followed: new Map() };
}

/** The sessions there that were not started here. */
export function lookInBackground(memory: BackgroundMemory, search: Search): readonly Found[] {
  const { world, table, sessions, listing, files } = search;
  memory.jobs ??= claudeJobs(world.env);
  const byId = new Map(sessions.map(session => [session.id, session]));
  const live = new Set(listing.panes.flatMap(({ id, dead }) => (dead ? [] : [id])));
  const jobs = findJobs(memory.jobs, {
    table,
    files: new Map(files.flatMap(one => (one.file.jobId ? [[one.file.jobId, one] as const] : []))),
    isRow: id => byId.has(id),
    now: world.now(),
  });
  memory.followed = followedBy(sessions, { jobs, isAlive: id => live.has(id) });
  const taken = new Set([...memory.followed.values()].map(({ id }) => id));
  const ours = new Set(sessions.flatMap(conversationsOfOurs));
  const rows = jobs.filter(({ id, sessionId, from, process }) => {
    const kind = byId.get(id)?.spec.kind;
    const isFree = kind === undefined || kind === 'adopted';
    // Of ours and about to end here, or what has ended there, which can be resumed here.
    const isOurs = (from !== undefined && ours.has(from)) || (!process && ours.has(sessionId));
    return isFree && !taken.has(id) && !isOurs;
  });
  memory.rows = world.settings.adopt ? new Map(rows.map(job => [job.id, job])) : new Map();
  return rows.map(job => {
    const { id, process, file } = job;
    return { id, agent: job.job?.isShell ? 'shell' : 'claude', process, file, job };
  });
}

function conversationsOfOurs({ spec, status }: Session): readonly string[] {
  if (spec.kind !== 'background') return [];
  return [spec.sessionId, status.sessionId].flatMap(id => id ?? []);
}

/** As they are at this moment: the service's file of each is read again when it has changed. */
export function backgroundFacts(
  { jobs, rows, followed }: BackgroundMemory,
  sessions: readonly Session[],
): ReadonlyMap<string, JobFacts> {
  if (rows.size + followed.size === 0) return new Map();
  const table = processTable();
  const byId = new Map(sessions.map(session => [session.id, session]));
  const now = (found: FoundJob): FoundJob => {
    const { pid = 0, startTime } = found.process ?? {};
    const process = table.of(pid)?.startTime === startTime ? found.process : undefined;
    return { ...found, process, job: jobs?.one(found.id) ?? found.job };
  };
  const factsOf = (isOwn: boolean) => (entry: readonly [string, FoundJob]) =>
    [entry[0], factsOfJob(entry[0], now(entry[1]), { isOwn, previous: byId.get(entry[0]) })] as const;
  return new Map([...[...rows].map(factsOf(false)), ...[...followed].map(factsOf(true))]);
}

/** A Claude Code of ours has ended since the last look: its conversation may have been moved with `/bg`. */
export function hasJustLeft({ sessions, listing }: Pick<Search, 'sessions' | 'listing'>): boolean {
  const dead = new Set(listing.panes.flatMap(({ id, dead }) => (dead ? [id] : [])));
  return sessions.some(
    ({ id, spec, status }) =>
      dead.has(id) && spec.agent === 'claude' && status.process === 'alive' && !status.claudeJob,
  );
}

/** Its terminal here shows only that it was moved; a person who was attached comes back to the view. */
export async function clearFollowed(
  world: World,
  { followed }: BackgroundMemory,
  listing: Listing,
): Promise<void> {
  for (const pane of listing.panes) {
    if (!pane.dead || !followed.get(pane.id)?.process) continue;
    await world.backend.clear({ place: pane.place, id: pane.id });
  }
}
