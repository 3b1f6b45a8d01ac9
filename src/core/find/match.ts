import { directoryOf } from '../session/directory.ts';
import { displayName } from '../session/display-name.ts';
import type { Session } from '../session/session.ts';
import { agentWords } from '../session/subagent.ts';
import { rowSummary } from '../session/trouble.ts';
import { safeText } from '../text/safe-text.ts';

/** Finds rows by what a person types. */
export interface Matcher {
  /** The sessions that fit, the best first. */
  readonly rank: (query: string, sessions: readonly Session[]) => readonly Session[];
  /** Places of the letters of `text` that fit, ascending. */
  readonly letters: (query: string, text: string) => readonly number[];
}

let matcher: Matcher | undefined;

/** The fuzzy matcher is given once the view is open: the first frame need not wait for it. */
export function provideMatcher(given: Matcher): void {
  matcher = given;
}

export function rankSessions(query: string, sessions: readonly Session[]): readonly Session[] {
  return (matcher ?? wholeWords).rank(query, sessions);
}

export function matchedLetters(query: string, text: string): readonly number[] {
  return (matcher ?? wholeWords).letters(query, text);
}

/** What is looked at, the most telling first. */
export function searchedTexts(session: Session): readonly string[] {
  const { spec, status } = session;
  const texts = [
    displayName(session),
    rowSummary(status),
    directoryOf(session),
    agentWords(spec),
    spec.firstLine,
  ];
  return texts.map(text => safeText(text, { maxCells: 200 }));
}

/** Every word as it is typed. */
const wholeWords: Matcher = {
  rank: (query, sessions) => {
    const words = wordsOf(query);
    const placeOf = (session: Session) => {
      const texts = searchedTexts(session).map(text => text.toLowerCase());
      const places = words.map(word => texts.findIndex(text => text.includes(word)));
      return places.includes(-1) ? undefined : Math.max(0, ...places);
    };
    return sessions
      .flatMap(session => ({ session, place: placeOf(session) }))
      .filter(({ place }) => place !== undefined)
      .sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
      .map(({ session }) => session);
  },
  letters: (query, text) => {
    const lower = text.toLowerCase();
    const places = wordsOf(query).flatMap(word => {
      const at = lower.indexOf(word);
      return at === -1 ? [] : Array.from(word, (_, index) => at + index);
    });
    return [...new Set(places)].sort((a, b) => a - b);
  },
};

function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}
