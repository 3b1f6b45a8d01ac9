import { findAgent } from '../agents/index.ts';
import type { Agent } from '../agents/shared/agent.ts';
import type { Session, Spec, Status } from '../session/session.ts';
import type { RestartKind } from './restart-words.ts';

/** What is known of a session that has ended. */
export interface Past {
  readonly spec: Spec;
  readonly memory: Status['memory'];
  /** The conversation's, where the agent told it. */
  readonly sessionId?: string | undefined;
  /** ms */
  readonly endedAt?: number | undefined;
}

/** What Enter does with a session whose process has ended; `agent` undefined: one that is not known any more. */
export function restartKind(
  agent: Agent | undefined,
  { spec, memory, sessionId, endedAt }: Past,
): RestartKind {
  if (!agent) return 'none';
  if (!memory.hasWorked) {
    return agent.name === 'claude' || !mayHaveBegun({ memory, endedAt }) ? 'start' : 'none';
  }
  const isKnown = (sessionId ?? spec.sessionId) !== undefined;
  return isKnown && agent.cannotResume !== true ? 'resume' : 'none';
}

/** How long a program takes to begin; what ran longer and was never understood may have worked. */
const startMs = 20_000;

/** Whether it may have taken up its prompt although nobody saw it; then it must not get it once more. */
export function mayHaveBegun({ memory, endedAt = 0 }: Pick<Past, 'memory' | 'endedAt'>): boolean {
  const ranMs = endedAt - (memory.seenAliveAt ?? endedAt);
  return memory.screen?.state === 'unknown' && !memory.lastEvent && ranMs >= startMs;
}

export function restartKindOf({ spec, status }: Session): RestartKind {
  return restartKind(findAgent(spec.agent), { ...status, spec });
}
