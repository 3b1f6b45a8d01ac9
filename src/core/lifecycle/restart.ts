import { findAgent } from '../agents/index.ts';
import type { Agent } from '../agents/shared/agent.ts';
import type { Session, Spec } from '../session/session.ts';
import type { RestartKind } from './restart-words.ts';
import { factsOf, type StatusFacts } from './status-facts.ts';

/** What is known of a session that has ended. */
export interface Past {
  readonly spec: Spec;
  readonly facts: Pick<StatusFacts, 'hasWorked' | 'seenAliveAt' | 'isNotUnderstood'>;
  /** The conversation's, where the agent told it. */
  readonly sessionId?: string | undefined;
  /** ms */
  readonly endedAt?: number | undefined;
}

/** What Enter does with a session whose process has ended; `agent` undefined: one that is not known any more. */
export function restartKind(
  agent: Agent | undefined,
  { spec, facts, sessionId, endedAt }: Past,
): RestartKind {
  if (!agent) return 'none';
  if (agent.beginsAgain) return 'start';
  if (!facts.hasWorked) {
    return agent.name === 'claude' || !mayHaveBegun({ facts, endedAt }) ? 'start' : 'none';
  }
  const isKnown = (sessionId ?? spec.sessionId) !== undefined;
  return isKnown && agent.cannotResume !== true ? 'resume' : 'none';
}

/** How long a program takes to begin; what ran longer and was never understood may have worked. */
const startMs = 20_000;

/** Whether it may have taken up its prompt although nobody saw it; then it must not get it once more. */
export function mayHaveBegun({ facts, endedAt = 0 }: Pick<Past, 'facts' | 'endedAt'>): boolean {
  const ranMs = endedAt - (facts.seenAliveAt ?? endedAt);
  return facts.isNotUnderstood && ranMs >= startMs;
}

export function restartKindOf({ spec, status }: Session): RestartKind {
  return restartKind(findAgent(spec.agent), { ...status, spec, facts: factsOf(status) });
}
