import type { Listing } from '../backends/backend.ts';
import type { AgentEvent } from '../core/events/agent-event.ts';
import type { Screen } from '../core/screen/screen.ts';
import type { Session } from '../core/session/session.ts';

/** The result of one poll, and how soon the loop polls again. */
export interface PollResult {
  readonly sessions: readonly Session[];
  readonly changed: number;
  /** How soon the next look is due; ms. */
  readonly nextLookMs: number;
  readonly listing: Listing;
  /** Our own server does not answer. */
  readonly isSilent: boolean;
}

/** What a look saw of one session. */
export interface Observed {
  readonly session: Session;
  readonly events: readonly AgentEvent[];
  readonly screen: Screen | undefined;
}
