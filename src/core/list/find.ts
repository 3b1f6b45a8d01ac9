import type { Session } from '../sessions/session.ts';
import { nearest } from '../text/nearest.ts';
import { safeText } from '../text/safe-text.ts';
import { displayName } from '../view/view-state.ts';

export type Found = { readonly session: Session } | { readonly problem: string };

/** A session by id, by a beginning of its id that is unique, or by name. The problem is a sentence for a person. */
export function findByWord(sessions: readonly Session[], word: string): Found {
  const exact = sessions.find(session => session.id === word);
  if (exact) return { session: exact };
  const named = sessions.filter(session => displayName(session) === word || session.spec.slug === word);
  const byId = /^[0-9a-f]{2,}$/.test(word) ? sessions.filter(session => session.id.startsWith(word)) : [];
  const matches = named.length > 0 ? named : byId;
  const [only] = matches;
  if (only && matches.length === 1) return { session: only };
  if (matches.length > 1) {
    const some = matches.slice(0, 5).map(session => `${session.id} (${safeText(displayName(session))})`);
    return {
      problem: `"${safeText(word)}" could be ${matches.length} sessions: ${some.join(', ')}. Use an id.`,
    };
  }
  const meant = nearest(
    word.toLowerCase(),
    sessions.map(session => session.spec.slug),
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return { problem: `No session "${safeText(word)}".${hint} "agents list" shows every id and name.` };
}
