import type { Listing } from '../../backends/backend.ts';
import type { Session } from '../../core/session/session.ts';
import type { BackgroundMemory } from './claude-background.ts';
import type { Found } from './find-agents.ts';

export interface AdoptionMemory {
  lookedAt: number;
  found: ReadonlyMap<string, Found>;
  /** When each pane got its id; a listing may be older. */
  readonly taggedAt: Map<string, number>;
  /** What went wrong last; it is logged once. */
  problem: string;
  readonly background: BackgroundMemory;
}
export interface Known {
  readonly sessions: readonly Session[];
  readonly listing: Listing;
  readonly adopted: ReadonlyMap<string, Session>;
}
