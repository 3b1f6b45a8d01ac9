import { type CountedState, countedState } from '../../core/lifecycle/interrupted.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { shortSpan } from '../../core/text/age.ts';
import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import type { Tone } from '../../core/text/tone.ts';
import type { Away } from '../state/notices.ts';
import type { ScreenState } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';

/** Anyone who presses no key for so long was away. */
export const awayMs = 5 * 60_000;

/** As a view begins. `lastLook` is when a view was used last; undefined for the very first. */
export function awayAtStart(lastLook: number | undefined, now: number): Away | undefined {
  if (lastLook === undefined) return undefined;
  // A clock that was ahead then.
  const since = Math.min(lastLook, now);
  return { since, isShown: now - since >= awayMs };
}

/** A key dismisses the digest, and can call it back later. */
export function awayAfterKey(state: Slices<'clock' | 'notices'>): Away | undefined {
  const away = awayNow(state);
  return away?.isShown ? { ...away, isShown: false } : away;
}

/** It comes by itself while nobody presses a key, so that it stands there on return. */
function awayNow({
  notices: { away },
  clock: { lastKeyAt, now },
}: Slices<'clock' | 'notices'>): Away | undefined {
  return lastKeyAt > 0 && now - lastKeyAt >= awayMs ? { since: lastKeyAt, isShown: true } : away;
}

/** In a smaller window each line is the list's. */
const leastRows = 10;

interface Part {
  readonly states: readonly CountedState[];
  readonly verb: (count: number) => string;
  readonly tone: Tone;
}

const parts: readonly Part[] = [
  { states: ['interrupted'], verb: () => 'interrupted', tone: 'failure' },
  { states: ['needs-input'], verb: count => (count === 1 ? 'asks' : 'ask'), tone: 'attention' },
  { states: ['failed'], verb: () => 'failed', tone: 'failure' },
  { states: ['completed'], verb: () => 'finished', tone: 'success' },
];

/** What became of sessions since then. */
export function newsSince(sessions: readonly Session[], since: number): readonly Session[] {
  return sessions.filter(
    session =>
      session.status.since > since && parts.some(({ states }) => states.includes(countedState(session))),
  );
}

/** One line, `While you were away (2h): 2 ask: login, api · 1 failed: build · 3 finished`, or none. */
export function awayLines(state: Slices<'screen' | 'clock' | 'sessions' | 'notices'>): readonly string[] {
  const away = awayNow(state);
  if (!away?.isShown || state.screen.rows < leastRows) return [];
  const news = newsSince(state.sessions.all, away.since);
  if (news.length === 0) return [];
  const head = `While you were away (${shortSpan(Math.max(0, state.clock.now - away.since))}): `;
  const width = state.screen.columns - 2;
  // As many names as there is room for.
  const lines = [9, 3, 2, 1, 0].map(most => lineOf(state.screen, { head, news, most }));
  const fitting = lines.find(({ text }) => cells(text) <= width);
  return [` ${fitting ? fitting.painted : clip(lines.at(-1)?.text ?? '', width)}`];
}

function lineOf(
  { look }: ScreenState,
  { head, news, most }: { readonly head: string; readonly news: readonly Session[]; readonly most: number },
) {
  const said = parts.flatMap(({ states, verb, tone }) => {
    const theirs = news.filter(session => states.includes(countedState(session)));
    if (theirs.length === 0) return [];
    const names = theirs.slice(0, most).map(session => clip(safeText(displayName(session)), 20));
    const more = theirs.length > names.length ? `, +${theirs.length - names.length}` : '';
    const text = `${theirs.length} ${verb(theirs.length)}${names.length > 0 ? `: ${names.join(', ')}${more}` : ''}`;
    return [{ text, painted: paint(look, tone, text) }];
  });
  const dot = ` ${glyphs(look).dot} `;
  return {
    text: head + said.map(({ text }) => text).join(dot),
    painted: paint(look, 'strong', head) + said.map(({ painted }) => painted).join(paint(look, 'muted', dot)),
  };
}
