import type { Session } from './session.ts';

/** What is known of a session whose record cannot be read. */
export interface Unreadable {
  readonly id: string;
  /** What is wrong, and where: sentences. Untrusted text. */
  readonly problem: string;
  /** The last name that can still be read of it. */
  readonly name?: string;
  /** When its job directory last changed; ms. */
  readonly since: number;
}

const rows = new WeakMap<Unreadable, Session>();

/**
 * The sessions, and a row for each record that cannot be read; the same object for the same record. Its directory is
 * not known: it belongs where all sessions are shown.
 */
export function withUnreadable(sessions: readonly Session[], bad: readonly Unreadable[]): readonly Session[] {
  return bad.length === 0 ? sessions : [...sessions, ...bad.map(rowOf)];
}

function rowOf(job: Unreadable): Session {
  const row = rows.get(job) ?? unreadableSession(job);
  rows.set(job, row);
  return row;
}

/** Its row: failed, and named by its id where nothing better is known. */
export function unreadableSession({ id, name = id, problem, since }: Unreadable): Session {
  const spec = { version: 1, id, kind: 'background', agent: '', name, slug: id, cwd: '' } as const;
  return {
    id,
    spec: { ...spec, flags: [], createdAt: since, firstLine: '' },
    userState: { version: 1 },
    status: {
      ...{ version: 1, id, state: 'failed', questionNumber: 0, process: 'none' },
      summary: `its record cannot be read: ${problem}`,
      ...{ startedAt: since, since, evidence: [], memory: {} },
    },
    unreadable: problem,
  };
}
