import type { Session } from '../../core/session/session.ts';
import type { RecordSource, SessionList } from '../../core/source.ts';
import type { Paths } from '../../system/files/paths.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import { sessionsUnder } from '../../system/store/job/sessions-under.ts';
import { watchNudges } from '../../system/watch/watch.ts';

/**
 * The sessions of this machine, from their job directories. With `under` only those that were started at or under that
 * directory, whose path has no links.
 */
export function recordSource(paths: Paths, under?: string): RecordSource {
  const { read } = sessionCache(paths);
  return {
    read: under === undefined ? read : readUnder(read, under),
    session: id => {
      const job = readSession(paths, id);
      return isBadJob(job) ? undefined : job;
    },
    watch: callback => watchNudges(paths, 'changed', callback),
  };
}

/** Where a record that cannot be read was started is not known: there is none here. */
function readUnder(read: RecordSource['read'], under: string): RecordSource['read'] {
  let last: SessionList | undefined;
  return () => {
    const sessions = sessionsUnder(read().sessions, under);
    last =
      last && isSame(last.sessions, sessions)
        ? { ...last, changed: false }
        : { sessions, bad: [], changed: true };
    return last;
  };
}

function isSame(a: readonly Session[], b: readonly Session[]): boolean {
  return a.length === b.length && a.every((session, index) => session === b[index]);
}
