import type { Session } from '../../core/session/session.ts';
import { sessionsById } from '../../core/session/sessions-by-id.ts';

/** What is known of the sessions, and whether it is kept up to date. */
export interface SessionsState {
  readonly all: readonly Session[];
  /** One of them that is gone elsewhere: it stays while something is written for it. */
  readonly goneId: string | undefined;
  /** Sentences about job directories that cannot be read. */
  readonly problems: readonly string[];
  /** Only sessions at or under this directory. */
  readonly under: string | undefined;
  /** The keys that lead back from sessions that nobody started here, by id; as far as they are known. */
  readonly waysBack: Readonly<Record<string, string>>;
  /** How many programs live in this view, and end with it. */
  readonly hosted: number;
  readonly supervisor: 'running' | 'starting' | 'lost' | 'hung';
}

export const firstSessions: SessionsState = {
  all: [],
  goneId: undefined,
  problems: [],
  under: undefined,
  waysBack: {},
  hosted: 0,
  supervisor: 'running',
};

export function findSession({ all }: SessionsState, id: string | undefined): Session | undefined {
  return id === undefined ? undefined : sessionsById(all).get(id);
}
