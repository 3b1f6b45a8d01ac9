import { displayName } from '../session/display-name.ts';
import { slugOf } from '../session/names.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../text/safe-text.ts';

/** A word that the shell can put there, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly doc: string;
}

/**
 * The words by which sessions can be named: each name that needs no quotes and is the only one of its kind, else the
 * name of its tmux session, else the id; ids, too, once a beginning of them is typed.
 */
export function sessionCandidates(sessions: readonly Session[], current: string): readonly Candidate[] {
  const count = new Map<string, number>();
  for (const session of sessions)
    for (const word of new Set(namesOf(session))) count.set(word, (count.get(word) ?? 0) + 1);
  const named = sessions.map(session => {
    const word = namesOf(session).find(name => isPlain(name) && count.get(name) === 1);
    return { word: word ?? session.id, doc: docOf(session) };
  });
  const byId = sessions.map(session => ({ word: session.id, doc: docOf(session) }));
  const isIdBegun = /^[0-9a-f]+$/.test(current);
  return unique([...named, ...(isIdBegun ? byId : [])]).filter(({ word }) =>
    word.toLowerCase().startsWith(current.toLowerCase()),
  );
}

function namesOf(session: Session): readonly string[] {
  return [displayName(session), slugOf(session)];
}

/** Every shell takes it as one word without quotes, and as no option. */
function isPlain(word: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(word);
}

function docOf({ status: { state, summary } }: Session): string {
  return `${state} ${safeText(summary)}`.replace(/\s+/g, ' ').trim().slice(0, 60);
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(candidates.map(candidate => [candidate.word, candidate])).values()];
}
