import type { Change } from '../commands/change.ts';
import type { Notice, Word } from '../state/notices.ts';
import { type Changes, changed, type Slices, type ViewState } from '../state/view-state.ts';

/** A key that was under way when it came has not been pressed by someone who has read it. */
const leastMs = 700;
const leastFailureMs = 2000;

/** Said at once, unless the line asks what a second Ctrl+X would confirm: then after that. */
export function withWord(
  { clock: { now }, removal: { armed }, notices }: Slices<'clock' | 'removal' | 'notices'>,
  word: Word,
): Changes {
  const isAsking = notices.current !== undefined && armed !== undefined && armed.until > now;
  return { notices: isAsking ? { waiting: [...notices.waiting, word] } : { current: asNotice(now, word) } };
}

function asNotice(now: number, { text, tone, ms }: Word): Notice {
  return { text, tone, until: now + ms, keptUntil: now + (tone === 'failure' ? leastFailureMs : leastMs) };
}

/** What stands there when the notice goes: the next that waits. */
export function nextNotice({ clock, notices }: Slices<'clock' | 'notices'>): Changes {
  const [word, ...waiting] = notices.waiting;
  return { notices: word ? { current: asNotice(clock.now, word), waiting } : { current: undefined } };
}

/** A key that changes something takes the notice away, and with it the question that a second Ctrl+X answers. */
export function noticeAfterKey(state: ViewState, { set, effects }: Change): Changes {
  const { current } = state.notices;
  if (!current || set?.notices?.current || !(effects?.length || hasChanged(state, set))) return {};
  const { keptUntil = 0 } = current;
  // It has its moment, and then goes.
  if (keptUntil > state.clock.now)
    return { notices: { current: { ...current, until: Math.min(current.until, keptUntil) } } };
  return changed(nextNotice(changed(state, set)), { removal: { armed: undefined } });
}

/** Fields that keys leave behind also where nothing on the screen becomes another. */
const traces: ReadonlySet<string> = new Set([
  'movedAt',
  'removedAt',
  'scroll',
  'isScrolledAway',
  'clickedId',
]);

function hasChanged(before: ViewState, set: Change['set']): boolean {
  const after = changed(before, set);
  return (Object.keys(after) as (keyof ViewState)[]).some(
    name => after[name] !== before[name] && differs(before[name], after[name]),
  );
}

function differs<Slice extends object>(before: Slice, after: Slice): boolean {
  return (Object.keys(after) as (keyof Slice & string)[]).some(
    field => !traces.has(field) && after[field] !== before[field],
  );
}
