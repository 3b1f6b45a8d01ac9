import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { sessionsById } from '../../core/session/sessions-by-id.ts';
import { findSession, type ViewState } from '../state/view-state.ts';

/** The session for which something is being written: its new name, or an answer in the peek. */
function heldId({ mode, selectedId, peek, replies }: ViewState): string | undefined {
  if (mode === 'rename') return selectedId;
  const isAnswering = peek && (peek.chosen.length > 0 || peek.typed || (replies[peek.id]?.text ?? '') !== '');
  return isAnswering ? peek.id : undefined;
}

/**
 * The sessions as they are now. One that goes, deleted elsewhere or by its age, stays while something is written for
 * it: else what is typed next, and Enter, would go to its neighbour or into the input line.
 */
export function withHeld(
  state: ViewState,
  sessions: readonly Session[],
): Pick<ViewState, 'sessions' | 'goneId'> {
  const id = heldId(state);
  const held = findSession(state, id);
  const isDeletedHere = id !== undefined && state.deleted.some(ids => ids.includes(id));
  if (!held || isDeletedHere || sessionsById(sessions).has(held.spec.id))
    return { sessions, goneId: undefined };
  return { sessions: [...sessions, held], goneId: id };
}

/** What is left when the held one is let go, by sending nothing; undefined while it is held, or nothing is. */
export function releasedSessions(state: ViewState): readonly Session[] | undefined {
  const { goneId, sessions } = state;
  if (goneId === undefined || heldId(state) === goneId) return undefined;
  return sessions.filter(({ id }) => id !== goneId);
}

/** Why nothing written for it can go anywhere. */
export function refuseGone(state: ViewState, session: Session | undefined): string | undefined {
  if (session === undefined || session.id !== state.goneId) return undefined;
  return `${displayName(session)} is gone from the list; Esc closes. agents restore lists what was deleted.`;
}
