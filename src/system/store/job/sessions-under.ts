import { realpathSync } from 'node:fs';
import { isAtOrBelow } from '../../../core/machine/nested-path.ts';
import { directoryOf } from '../../../core/session/directory.ts';
import type { Session } from '../../../core/session/session.ts';

/** Only sessions that were started at or under a directory, whose path has no links; all of them when it is undefined. */
export function sessionsUnder(sessions: readonly Session[], under: string | undefined): readonly Session[] {
  if (under === undefined) return sessions;
  return sessions.filter(session => {
    const directory = directoryOf(session);
    return isAtOrBelow(under, directory) || isAtOrBelow(under, withoutLinks(directory));
  });
}

const known = new Map<string, string>();

/** Asked once for each directory: a view looks at them every second. */
function withoutLinks(directory: string): string {
  const real = known.get(directory) ?? realPath(directory);
  known.set(directory, real);
  return real;
}

/** As it is where nothing is there any more. */
export function realPath(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}
