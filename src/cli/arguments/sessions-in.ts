import { existsSync } from 'node:fs';
import { UserError } from '../../core/errors/user-error.ts';
import type { Session } from '../../core/session/session.ts';
import { realPath, sessionsUnder } from '../../system/store/job/sessions-under.ts';
import type { Shell } from '../verb.ts';
import { givenDirectory } from './given-directory.ts';

/**
 * The sessions that `--cwd PATH` asks for, started at or under PATH; all without it. A directory that is gone still
 * tells its sessions. Throws a sentence when it was never there.
 */
export function sessionsIn(
  shell: Shell,
  sessions: readonly Session[],
  word: string | undefined,
): readonly Session[] {
  const directory = directoryIn(shell, word);
  if (directory === undefined) return sessions;
  const found = sessionsUnder(sessions, directory);
  if (found.length > 0 || existsSync(directory)) return found;
  throw new UserError('no-directory', `--cwd ${word}: there is no such directory.`);
}

/** Its path without links. */
export function directoryIn(shell: Shell, word: string | undefined): string | undefined {
  return word === undefined ? undefined : realPath(givenDirectory(word, shell));
}
