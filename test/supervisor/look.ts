import type { Session } from '../../src/core/session/session.ts';
import type { World } from '../../src/operations/context/world.ts';
import type { PollResult } from '../../src/supervisor/poll-result.ts';

/** What a poll would tell the tasks of these sessions. */
export async function lookAt(world: World, sessions: readonly Session[]): Promise<PollResult> {
  const listing = await world.backend.list();
  return { sessions, changed: 0, nextLookMs: 1000, listing, isSilent: false };
}
