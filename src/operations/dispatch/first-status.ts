import { setTimeout as wait } from 'node:timers/promises';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import type { RecordsWorld } from '../context/records-world.ts';

/** A supervisor that has to be started first takes 0.3 s. */
const limitMs = 1500;
const stepMs = 15;

/**
 * Waits until the supervisor has recorded the status of a session that was just started, so that its row says from then
 * on where it runs. Goes on after 1.5 s without one: the session runs all the same.
 */
export async function untilFirstStatus(world: RecordsWorld, id: string): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < limitMs; await wait(stepMs)) {
    const session = readSession(world.paths, id);
    if (isBadJob(session) || session.status.process !== 'none') return;
  }
}
