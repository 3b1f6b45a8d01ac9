import { uptime } from 'node:os';

/** Less is the drift of two clocks that are read one after the other. */
const leastMs = 2000;

interface Clocks {
  readonly now: () => number;
  /** How long the machine has run, asleep or not; ms. */
  readonly sinceBoot: () => number;
}

const ours: Clocks = { now: Date.now, sinceBoot: () => uptime() * 1000 };

/**
 * By how many ms the clock was set since the last call, ahead or back; 0 mostly. What the machine slept is no jump: the
 * time has passed.
 */
export function clockJump({ now, sinceBoot }: Clocks = ours): () => number {
  const difference = () => now() - sinceBoot();
  let known = difference();
  return () => {
    const by = difference() - known;
    known += by;
    return Math.abs(by) < leastMs ? 0 : Math.round(by);
  };
}

/** Whether a time is less than so many ms away from now; of one that is ahead, too, nobody knows more than that. */
export function isWithin(ms: number, at: number, now = Date.now()): boolean {
  return Math.abs(now - at) < ms;
}
