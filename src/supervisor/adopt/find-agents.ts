import type { Listing } from '../../backends/backend.ts';
import type { SessionFile } from '../../core/agents/shared/agent.ts';
import type { Place } from '../../core/screen/place.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { claudeFileOf, claudeSessionPids } from '../../system/claude/claude-sessions.ts';
import type { ProcessFacts, ProcessTable } from '../../system/processes/process-table.ts';
import { agentProcessId, descendsFrom, foregroundAgent } from '../../system/running-agents/agent-process.ts';
import type { FoundJob } from './claude-jobs.ts';

/** A running agent that nobody started here. */
export interface Found {
  readonly id: string;
  /** Its name in `core/agents`. */
  readonly agent: string;
  /** Undefined for a session in Claude Code's own background whose process has ended. */
  readonly process?: ProcessFacts | undefined;
  readonly promptColumn?: number | undefined;
  /** Undefined for one in a terminal of no server that is known. */
  readonly place?: Place;
  readonly file?: SessionFile | undefined;
  /** In Claude Code's own background. */
  readonly job?: FoundJob;
}

export interface Search {
  readonly world: World;
  readonly table: ProcessTable;
  readonly sessions: readonly Session[];
  readonly listing: Listing;
  /** Of processes that live. */
  readonly files: readonly LiveFile[];
}

/** Claude Code's file of a process that lives. */
export interface LiveFile {
  readonly process: ProcessFacts;
  readonly file: SessionFile;
}

/** Every agent in the foreground of a pane that is no session of ours, and Claude Code in other terminals, by id. */
export function findAgents(search: Search): Map<string, Found> {
  const found = new Map<string, Found>();
  for (const one of inPanes(search)) found.set(one.id, one);
  for (const one of inTerminals(search, [...found.values()])) {
    if (!found.has(one.id)) found.set(one.id, one);
  }
  return found;
}

function inPanes({ world, table, sessions, listing }: Search): readonly Found[] {
  const kinds = new Map(sessions.map(({ id, spec }) => [id, spec.kind]));
  return [...listing.unmanaged, ...listing.panes].flatMap(pane => {
    const kind = kinds.get(pane.id);
    if (pane.dead || (kind !== undefined && kind !== 'adopted')) return [];
    const agent = foregroundAgent(table, pane.pid, world.env);
    // An id that is not on record: another state directory's session, unless it is this very process's.
    if (!agent || (pane.id !== '' && kind === undefined && pane.id !== agent.id)) return [];
    const { id, process } = agent;
    const { name, promptColumn } = agent.agent;
    const file = name === 'claude' ? claudeFileOf(process, world.env) : undefined;
    return [{ id, agent: name, process, promptColumn, place: pane.place, file }];
  });
}

/** The processes of panes whose session was started with `agents`, also of one that is not on record yet. */
export function startedHere({
  sessions,
  listing,
}: Pick<Search, 'sessions' | 'listing'>): ReadonlySet<number> {
  const adopted = new Set(sessions.filter(({ spec }) => spec.kind === 'adopted').map(({ id }) => id));
  return new Set(listing.panes.filter(({ id }) => !adopted.has(id)).map(({ pid }) => pid));
}

/** By its session files; those of our own sessions, and of what these or the found ones started, are theirs. */
function inTerminals(search: Search, found: readonly Found[]): readonly Found[] {
  const { table, files } = search;
  const known = new Set([...startedHere(search), ...found.flatMap(({ process }) => process?.pid ?? [])]);
  return files.flatMap(({ process, file }) =>
    file.kind !== 'interactive' || descendsFrom(table, process.pid, known)
      ? []
      : [{ id: agentProcessId(process), agent: 'claude', process, file }],
  );
}

export function liveFiles(world: World, table: ProcessTable): readonly LiveFile[] {
  return claudeSessionPids(world.env).flatMap(pid => {
    const process = table.of(pid);
    const file = process && claudeFileOf(process, world.env);
    return file ? [{ process, file }] : [];
  });
}
