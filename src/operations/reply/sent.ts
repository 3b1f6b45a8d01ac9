import type { Delivery, Target } from '../../backends/backend.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import type { Session } from '../../core/session/session.ts';
import type { Look } from '../screen/look.ts';

/** A reply that its backend has taken. */
export interface Sent {
  readonly agent: Agent;
  readonly session: Session;
  readonly target: Target;
  readonly steps: readonly Step[];
  /** The screen before it. */
  readonly before: Look;
  /** Why its backend did not see whether it went where it was to go. */
  readonly unseen?: string;
}

/** What its delivery tells besides. */
export function unseenOf(delivery: Extract<Delivery, { readonly sent: true }>): Pick<Sent, 'unseen'> {
  return delivery.unseen === undefined ? {} : { unseen: delivery.unseen };
}

/** A message that is about to be typed. */
export type Typed = Omit<Sent, 'steps' | 'unseen'>;
