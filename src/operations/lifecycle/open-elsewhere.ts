import { parseSessionFile } from '../../core/agents/claude/claude-session-file.ts';
import type { SessionFile } from '../../core/agents/shared/agent.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { claudeSessionFiles } from '../../system/claude/claude-sessions.ts';
import { type ProcessTable, processTable } from '../../system/processes/process-table.ts';
import { descendsFrom } from '../../system/running-agents/agent-process.ts';
import { processesWith, type Wanted } from '../../system/running-agents/find-conversation.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import type { World } from '../context/world.ts';
import { isOfSession } from './orphans.ts';

/** The process in which a conversation is open. */
export interface OpenElsewhere {
  readonly pid: number;
  /** Its row, if it has one. */
  readonly session?: Session | undefined;
  /** `proc (a1b2c3d4)` or `process 123`, for a sentence. */
  readonly where: string;
}

/** The conversation, the session that asks, and where its agent keeps its files. */
export type WantedBy = Wanted & {
  readonly own?: Session | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
};

/**
 * The process, other than that of the asking session, in which a conversation is open; undefined when none is found.
 * Takes a few milliseconds: it reads every process.
 */
export function openElsewhere(world: World, { own, env, ...wanted }: WantedBy): OpenElsewhere | undefined {
  const table = processTable();
  const others = sessionCache(world.paths)
    .read()
    .sessions.filter(({ id }) => id !== own?.id);
  const files = wanted.agent === 'claude' ? sessionFiles(table, [world.env, env]) : [];
  // Arguments tell how a process began; its session file tells which conversation it has now.
  const pids = [
    ...files.flatMap(({ pid, sessionId }) => (sessionId === wanted.conversation ? [pid] : [])),
    ...processesWith(table, wanted).filter(each => !files.some(file => file.pid === each)),
  ];
  const pid = pids.find(each => !own || !isOwn(table, each, own));
  if (pid !== undefined) return found(table, pid, others);
  const session = others.find(each => holds(table, each, wanted));
  return session && found(table, session.status.pid ?? 0, [session]);
}

/** Throws a sentence when the conversation of a session is open elsewhere. */
export function requireNotOpen(
  world: World,
  own: Session,
  conversation: string,
  env?: NodeJS.ProcessEnv,
): void {
  const open = openElsewhere(world, { agent: own.spec.agent, conversation, own, env });
  if (!open) return;
  const { where, session } = open;
  const there = session?.status.place
    ? `Go on there (agents send ${session.id}), or end it first.`
    : 'Go on there, or end it first.';
  throw new Error(
    `${displayName(own)} was not started again: its conversation is open in ${where}. ${there}`,
  );
}

/** Claude Code tells in a file which conversation each of its processes holds. */
function sessionFiles(
  table: ProcessTable,
  homes: readonly (NodeJS.ProcessEnv | undefined)[],
): readonly SessionFile[] {
  return homes
    .flatMap(env => (env ? claudeSessionFiles(env) : []))
    .flatMap(({ value }) => parseSessionFile(value) ?? [])
    .filter(({ pid }) => table.of(pid) !== undefined);
}

function isOwn(table: ProcessTable, pid: number, { id, status }: Session): boolean {
  const isDescendant = status.pid !== undefined && descendsFrom(table, pid, new Set([status.pid]));
  return isDescendant || isOfSession(pid, id);
}

/** Another row of the same conversation whose program runs: `run --resume` makes one. */
function holds(table: ProcessTable, { spec, status }: Session, { agent, conversation }: Wanted): boolean {
  const { process, pid, sessionId } = status;
  if (spec.agent !== agent || (sessionId ?? spec.sessionId) !== conversation) return false;
  return process === 'alive' && pid !== undefined && table.of(pid) !== undefined;
}

function found(table: ProcessTable, pid: number, sessions: readonly Session[]): OpenElsewhere {
  const session = sessions.find(
    ({ status }) =>
      status.process === 'alive' &&
      status.pid !== undefined &&
      descendsFrom(table, pid, new Set([status.pid])),
  );
  const where = session
    ? `${displayName(session)} (${session.id}), process ${pid}`
    : `process ${pid}, in another terminal`;
  return { pid, session, where };
}
