import { join } from 'node:path';
import { UserError } from '../../../core/errors/user-error.ts';
import { type UserState, userStateSchema } from '../../../core/session/session.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { withFileLock } from '../../processes/lock-file.ts';
import { isThere, jobDirectory, noSuchSession, toJson } from './jobs.ts';
import { setAside } from './read-session.ts';

/**
 * Changes what the person set and returns all of it. Several views may do so at once: each reads and writes under a
 * lock, so that nothing is lost. Throws a sentence.
 */
export function writeUserState(
  paths: Paths,
  id: string,
  patch: Partial<Omit<UserState, 'version'>>,
): UserState {
  const directory = jobDirectory(paths, id);
  if (!isThere(directory)) throw new UserError('no-session', noSuchSession(id));
  const path = join(directory, 'marks.json');
  return withFileLock(join(directory, 'marks.lock'), () => {
    const userState: UserState = { ...marksToChange(path), ...patch, version: 1 };
    writeFileAtomic(path, toJson(userState));
    return userState;
  });
}

/** Damaged marks are set aside and begun again; marks that cannot be read right now must not be written over. */
function marksToChange(path: string): UserState {
  const read = readJson(path, userStateSchema);
  if (read.ok) return read.value;
  if (read.why === 'unreadable') throw new UserError('unreadable-record', read.problem);
  if (read.why === 'damaged') setAside(path, userStateSchema);
  return { version: 1 };
}
