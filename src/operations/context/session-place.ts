import { UserError } from '../../core/errors/user-error.ts';
import type { Place } from '../../core/screen/place.ts';
import type { Session } from '../../core/session/session.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import type { World } from './plain-world.ts';

/** Throws a sentence when there is no such session or its record cannot be read. */
export function requireSession(world: World, id: string): Session {
  const job = readSession(world.paths, id);
  if (isBadJob(job)) throw new UserError('unreadable-record', job.problem);
  return job;
}

/** Where a session stands now; asked of the backend itself, since ids begin again with each server. */
export async function placeOf(world: World, session: Session): Promise<Place | undefined> {
  const { panes } = await world.backend.list(session.status.place);
  return panes.find(candidate => candidate.id === session.id)?.place;
}
