import type { Agent, SessionFile } from '../agents/shared/agent.ts';
import type { AgentEvent } from '../events/agent-event.ts';
import type { Place } from '../screen/place.ts';
import type { Screen, TerminalFact } from '../screen/screen.ts';
import type { Memory, Spec, Status, UserState } from '../session/session.ts';

/** Everything that one look at one session found. */
export interface Observation {
  /** ms since the epoch. */
  readonly now: number;
  readonly spec: Spec;
  readonly userState: UserState;
  readonly previous?: Status | undefined;
  /** Undefined: no pane carries its id. */
  readonly pane?: TerminalFact | undefined;
  readonly place?: Place | undefined;
  readonly serverGone: boolean;
  /** Claude Code's own background service runs it: its id there. */
  readonly claudeJob?: string | undefined;
  /** When it ended, where its own service tells; ms. */
  readonly endedAt?: number | undefined;
  /** Why it waits for its start; undefined: it does not. */
  readonly queued?: string | undefined;
  /** The machine was started again since the session was last seen. */
  readonly rebooted?: boolean;
  /** Undefined: not captured, as nothing changed. */
  readonly screen?: Screen | undefined;
  /** New ones, oldest first. */
  readonly events: readonly AgentEvent[];
  readonly sessionFile?: SessionFile | undefined;
  /** Messages that wait for it, where its program has ended. */
  readonly keptMessages?: number;
  /** What of its record cannot be used. */
  readonly trouble?: string | undefined;
}

/** An observation with what is known from earlier ones. */
export interface Facts extends Observation {
  readonly memory: Memory;
  readonly agent: Agent | undefined;
}

/** A session whose pane was not seen in this time did not start; a large worktree takes minutes to be checked out. */
export function startLimitMs({ worktree }: Spec): number {
  return worktree ? 330_000 : 30_000;
}

/** What a row says of a session that is being started. */
export function startingSummary({ worktree }: Spec): string {
  return worktree ? 'making its worktree…' : 'starting…';
}

export function queuedSummary(reason: string): string {
  return `queued: ${reason}`;
}

/** In this run of its program nothing was seen that its agent draws or tells: it may have failed to start. */
export function hasShownNothing({ lastEvent, screen, hasDrawn }: Memory): boolean {
  return !hasDrawn && !lastEvent && (screen === undefined || screen.state === 'unknown');
}

/** Until when a session whose pane was not seen may still be on its way. */
export function isStarting({ now, spec, memory }: Pick<Facts, 'now' | 'spec' | 'memory'>): boolean {
  return now - (memory.releasedAt ?? spec.createdAt) < startLimitMs(spec);
}

/** Started again: its prompt is not given once more. */
export function isAgain({ previous, memory, spec }: Pick<Facts, 'previous' | 'memory' | 'spec'>): boolean {
  return (previous?.startedAt ?? 0) > Math.max(spec.createdAt, memory.releasedAt ?? 0);
}

/** How long Claude Code's service may take to give a session another process, or to say how it has ended. */
const jobEndMs = 5000;

/** Between a program's end and the moment its exit code is known, tmux calls the pane dead without saying how. */
export function hasEnded({ pane, memory, previous, now, claudeJob }: Facts): boolean {
  // As it was before this look: its list of panes can be older than the news of a start.
  if (!pane) return memory.startProblem !== undefined || previous?.memory.seenAliveAt !== undefined;
  if (!pane.dead) return false;
  const limitMs = claudeJob === undefined ? 1500 : jobEndMs;
  return pane.exitCode !== undefined || pane.signal !== undefined || now - (memory.deadAt ?? now) >= limitMs;
}

/** How long a program may take to begin; on a busy machine its first line alone can take most of a minute. */
export function startMs({ lastWords }: Memory): number {
  return lastWords === undefined ? 60_000 : 20_000;
}
