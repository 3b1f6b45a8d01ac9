import { displayName } from '../../core/session/display-name.ts';
import { safeName, slugOf } from '../../core/session/names.ts';
import type { Session } from '../../core/session/session.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { World } from '../context/plain-world.ts';
import { placeOf } from '../context/session-place.ts';

/**
 * Gives a session another name, and its terminal one made of it. The row has its name at once; a pane that nobody
 * started here keeps that of its person. Rejects with a sentence.
 */
export async function renameSession(world: World, session: Session, given: string): Promise<void> {
  const { id, spec } = session;
  const name = safeName(given);
  if (name === '')
    throw new Error(`${displayName(session)} keeps its name: nothing of the new one can be shown.`);
  const userState = writeUserState(world.paths, id, { name });
  nudge(world.paths, 'changed');
  if (spec.kind === 'adopted') return;
  const place = await placeOf(world, session);
  if (place) await world.backend.can.names?.rename({ place, id }, slugOf({ spec, userState }));
}
