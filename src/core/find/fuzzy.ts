import { go, single } from 'fuzzysort';
import type { Session } from '../session/session.ts';
import { type Matcher, searchedTexts } from './match.ts';

/** Below this a hit is a coincidence of letters strewn over a long text. */
const threshold = 0.35;
/** More rows than anybody looks through; sorting them all would be felt with each letter. */
const most = 200;
/** A hit in the name is worth more than the same one elsewhere. */
const elsewhere = 0.7;

/** Letters in order, beginnings of words first, words in any order and in different texts. */
export const fuzzy: Matcher = {
  rank: (query, sessions) => {
    const found = go(query, sessions.map(textsOf), {
      keys,
      limit: most,
      threshold,
      scoreFn: result => result.score * ((result[0]?.score ?? 0) > 0 ? 1 : elsewhere),
    });
    return found.map(({ obj }) => obj.session);
  },
  letters: (query, text) => single(query, text)?.indexes.toSorted((a, b) => a - b) ?? [],
};

interface Texts {
  readonly session: Session;
  readonly texts: readonly string[];
}

const keys = [0, 1, 2, 3, 4].map(
  index =>
    ({ texts }: Texts) =>
      texts[index],
);
const known = new WeakMap<Session, Texts>();

function textsOf(session: Session): Texts {
  const found = known.get(session) ?? { session, texts: searchedTexts(session) };
  known.set(session, found);
  return found;
}
