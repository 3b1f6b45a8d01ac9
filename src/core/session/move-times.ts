import type { Status } from './session.ts';

/** The names under which a status keeps times, at whatever depth; ms since the epoch. */
const times: ReadonlySet<string> = new Set([
  ...['at', 'askedAt', 'since', 'startedAt', 'endedAt', 'lastTurnAt', 'screenChangedAt'],
  ...['releasedAt', 'seenAliveAt', 'begunAt', 'deadAt'],
]);

/** A status with each of its times moved; the very same when none is. */
export function withTimes(status: Status, move: (at: number) => number): Status {
  return moved(status, move) as Status;
}

/** What was recorded while the clock was ahead counts as of now, or as of the oldest event that is not yet known. */
export function notAhead(status: Status, now: number, oldestEventAt = now): Status {
  const latest = Math.min(now, oldestEventAt);
  return withTimes(status, at => (at > now ? latest : at));
}

function moved(value: unknown, move: (at: number) => number, key = ''): unknown {
  if (typeof value === 'number') return times.has(key) ? move(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, moved(each, move, name)] as const);
  const isSame = entries.every(([name, each]) => each === (value as Record<string, unknown>)[name]);
  if (isSame) return value;
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}
