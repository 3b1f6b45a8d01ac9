import type { Session } from '../../../core/session/session.ts';
import { unreadableSession } from '../../../core/session/unreadable.ts';
import type { BadJob } from './read-session.ts';

const rows = new WeakMap<BadJob, Session>();

/**
 * The sessions, and a row for each record that cannot be read; the same object for the same record. Its directory is
 * not known: it belongs where all sessions are shown.
 */
export function withUnreadable(sessions: readonly Session[], bad: readonly BadJob[]): readonly Session[] {
  return bad.length === 0 ? sessions : [...sessions, ...bad.map(rowOf)];
}

function rowOf(job: BadJob): Session {
  const row = rows.get(job) ?? unreadableSession(job);
  rows.set(job, row);
  return row;
}
