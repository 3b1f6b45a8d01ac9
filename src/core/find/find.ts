import { UserError } from '../errors/user-error.ts';
import { displayName } from '../session/display-name.ts';
import { slugOf } from '../session/names.ts';
import type { Session } from '../session/session.ts';
import { nearest } from '../text/nearest.ts';
import { safeText } from '../text/safe-text.ts';

export type Found =
  /** `isWhole`: by its whole id or name, and not by the beginning of one. */
  | { readonly session: Session; readonly isWhole: boolean }
  /** Its message is a sentence for a person. */
  | { readonly problem: UserError };

/** A session by id or name, or by a beginning of one that is unique. The problem is a sentence for a person. */
export function findByWord(sessions: readonly Session[], word: string): Found {
  const { items, isWhole } = namedBy(sessions, word, namesOf);
  const [only] = items;
  if (only && items.length === 1) return { session: only, isWhole };
  if (items.length > 1) {
    const some = items.slice(0, 5).map(session => `${session.id} (${safeText(displayName(session))})`);
    const advice = isWhole ? 'Use an id.' : 'Write more of it, or an id.';
    const what = `"${safeText(word)}" could be ${items.length} sessions: ${some.join(', ')}.`;
    return { problem: new UserError('several-sessions', what, { advice }) };
  }
  const meant = nearest(
    word.toLowerCase(),
    sessions.map(session => slugOf(session)),
  );
  const hint = meant === undefined ? '' : `Did you mean "${meant}"? `;
  const advice = `${hint}"agents list" shows every id and name.`;
  return { problem: new UserError('no-session', `No session "${safeText(word)}".`, { advice }) };
}

function namesOf(session: Session): readonly string[] {
  return [displayName(session), slugOf(session)];
}

/** Fewer letters begin too many ids to mean one. */
const leastOfId = 2;

/**
 * What a word names: by its whole id, else by a whole name, else by the beginning of an id or a name. What is written
 * in other capitals counts only where nothing is written as the word is.
 */
export function namedBy<T extends { readonly id: string }>(
  all: readonly T[],
  word: string,
  namesOf: (item: T) => readonly string[],
): { readonly items: readonly T[]; readonly isWhole: boolean } {
  if (word.trim() === '') return { items: [], isWhole: false };
  const lower = word.toLowerCase();
  const isId = /^[0-9a-f]+$/.test(word) && word.length >= leastOfId;
  const whole = [
    (item: T) => item.id === word,
    (item: T) => namesOf(item).includes(word),
    (item: T) => namesOf(item).some(name => name.toLowerCase() === lower),
  ];
  for (const fits of whole) {
    const items = all.filter(fits);
    if (items.length > 0) return { items, isWhole: true };
  }
  const begins = (item: T) =>
    (isId && item.id.startsWith(word)) || namesOf(item).some(name => name.toLowerCase().startsWith(lower));
  return { items: all.filter(begins), isWhole: false };
}
