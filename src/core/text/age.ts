const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const restingStep = 10 * second;

/** A span in ms as a person says it in a narrow column: `4s`, `12m`, `3h`, `9d`. */
export function shortSpan(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))}s`;
  if (ms < hour) return `${Math.floor(ms / minute)}m`;
  if (ms < 2 * day) return `${Math.floor(ms / hour)}h`;
  return `${Math.floor(ms / day)}d`;
}

/**
 * How long a row has been as it is, for a column of ages. One that rests counts its first minute in tens, so that it is
 * redrawn five times in it and not each second; while nothing runs, nobody wakes for it.
 */
export function age(ms: number, isResting: boolean): string {
  return shortSpan(isResting && ms < minute ? ms - (ms % restingStep) : ms);
}

/** How long ago, without seconds, so that a resting row is not redrawn every second. */
export function shortAgo(ms: number): string {
  return ms < minute ? 'now' : `${shortSpan(ms)} ago`;
}
