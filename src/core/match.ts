import { directoryOf } from './directory.ts';
import { safeText } from './safe-text.ts';
import type { Session } from './session.ts';
import { displayName } from './view-state.ts';

/** How well a session fits what is looked for; more is better. */
export interface Match {
  readonly score: number;
}

/** A word in the name counts most, then the summary, the directory and the agent, then the first prompt. */
const weights = [16, 4, 2, 2, 1];

/** Undefined when one of the words is nowhere. */
export function matchSession(query: string, session: Session): Match | undefined {
  const texts = textsOf(session);
  let score = 0;
  for (const word of wordsOf(query)) {
    const at = texts.findIndex(text => text.includes(word));
    if (at === -1) return undefined;
    score += weights[at] ?? 0;
    if (texts[at]?.startsWith(word)) score += weights[at] ?? 0;
  }
  return { score };
}

/** Places of the letters of `text` that fit, to be marked; indices of UTF-16 units, ascending. */
export function matchedLetters(query: string, text: string): readonly number[] {
  const lower = text.toLowerCase();
  const places = new Set<number>();
  for (const word of wordsOf(query)) {
    const at = lower.indexOf(word);
    if (at !== -1) for (let index = at; index < at + word.length; index += 1) places.add(index);
  }
  return [...places].sort((a, b) => a - b);
}

function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

function textsOf(session: Session): readonly string[] {
  const { spec, conclusion } = session;
  const texts = [displayName(session), conclusion.summary, directoryOf(session), spec.agent, spec.firstLine];
  return texts.map(text => safeText(text).toLowerCase());
}
