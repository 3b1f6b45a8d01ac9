import type { Target } from '../../backends/backend.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import type { Session } from '../../core/session/session.ts';
import type { Look } from '../screen/look.ts';

/** A reply that tmux has taken. */
export interface Sent {
  readonly agent: Agent;
  readonly session: Session;
  readonly target: Target;
  readonly steps: readonly Step[];
  /** The screen before it. */
  readonly before: Look;
}
/** A message that is about to be typed. */
export type Typed = Omit<Sent, 'steps'>;
