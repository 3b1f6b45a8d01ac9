import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { sessionsById } from '../../core/session/sessions-by-id.ts';
import { findSession, type SessionsState } from '../state/sessions.ts';
import type { Changes, Slices } from '../state/view-state.ts';

/** The session for which something is being written: its new name, or an answer in the peek. */
function heldId({
  keys: { mode },
  list: { selectedId },
  peek: { open: peek, replies },
}: Slices<'keys' | 'list' | 'peek'>): string | undefined {
  if (mode === 'rename') return selectedId;
  const isAnswering = peek && (peek.chosen.length > 0 || peek.typed || (replies[peek.id]?.text ?? '') !== '');
  return isAnswering ? peek.id : undefined;
}

/**
 * The sessions as they are now. One that goes, deleted elsewhere or by its age, stays while something is written for
 * it: else what is typed next, and Enter, would go to its neighbour or into the input line.
 */
export function withHeld(
  state: Slices<'keys' | 'sessions' | 'list' | 'peek' | 'removal'>,
  sessions: readonly Session[],
): Changes {
  const id = heldId(state);
  const held = findSession(state.sessions, id);
  const isDeletedHere = id !== undefined && state.removal.deleted.some(ids => ids.includes(id));
  if (!held || isDeletedHere || sessionsById(sessions).has(held.spec.id))
    return { sessions: { all: sessions, goneId: undefined } };
  return { sessions: { all: [...sessions, held], goneId: id } };
}

/** What is left when the held one is let go, by sending nothing; undefined while it is held, or nothing is. */
export function releasedSessions(
  state: Slices<'keys' | 'sessions' | 'list' | 'peek'>,
): readonly Session[] | undefined {
  const { goneId, all: sessions } = state.sessions;
  if (goneId === undefined || heldId(state) === goneId) return undefined;
  return sessions.filter(({ id }) => id !== goneId);
}

/** Why nothing written for it can go anywhere. */
export function refuseGone(sessions: SessionsState, session: Session | undefined): string | undefined {
  if (session === undefined || session.id !== sessions.goneId) return undefined;
  return `${displayName(session)} is gone from the list; Esc closes. agents restore lists what was deleted.`;
}
