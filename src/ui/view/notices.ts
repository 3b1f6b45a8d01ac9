import type { Change } from '../commands/change.ts';
import type { Notice, Word } from '../state/notice.ts';
import type { ViewState } from '../state/view-state.ts';

/** A key that was under way when it came has not been pressed by someone who has read it. */
const leastMs = 700;
const leastFailureMs = 2000;

/** Said at once, unless the line asks what a second Ctrl+X would confirm: then after that. */
export function withWord(state: ViewState, word: Word): Partial<ViewState> {
  const isAsking = state.notice !== undefined && state.armed !== undefined && state.armed.until > state.now;
  return isAsking ? { waitingWords: [...state.waitingWords, word] } : { notice: asNotice(state.now, word) };
}

function asNotice(now: number, { text, tone, ms }: Word): Notice {
  return { text, tone, until: now + ms, keptUntil: now + (tone === 'failure' ? leastFailureMs : leastMs) };
}

/** What stands there when the notice goes: the next that waits. */
export function nextNotice({ now, waitingWords }: ViewState): Partial<ViewState> {
  const [word, ...others] = waitingWords;
  return word ? { notice: asNotice(now, word), waitingWords: others } : { notice: undefined };
}

/** A key that changes something takes the notice away, and with it the question that a second Ctrl+X answers. */
export function noticeAfterKey(state: ViewState, { set, effects }: Change): Partial<ViewState> {
  const { notice } = state;
  if (!notice || set?.notice || !(effects?.length || hasChanged(state, set))) return {};
  const { keptUntil = 0 } = notice;
  // It has its moment, and then goes.
  if (keptUntil > state.now) return { notice: { ...notice, until: Math.min(notice.until, keptUntil) } };
  return { armed: undefined, ...nextNotice({ ...state, ...set }) };
}

/** Parts that keys leave behind also where nothing on the screen becomes another. */
const traces: ReadonlySet<string> = new Set([
  'movedAt',
  'removedAt',
  'scroll',
  'isScrolledAway',
  'clickedId',
]);

function hasChanged(state: ViewState, set: Change['set'] = {}): boolean {
  return (Object.keys(set) as (keyof ViewState)[]).some(key => !traces.has(key) && set[key] !== state[key]);
}
