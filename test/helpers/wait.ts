import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitLimits {
  /** How long to wait before giving up. */
  readonly limitMs?: number;
}

/** What a look at a screen or a file costs on a machine that has time for us, without the pause after it; ms. */
const usualLookMs = 25;
/** The end, however few looks there were; ms. */
const mostMs = 36_000;

/**
 * To be asked after each look, with what it and the pause cost on such a machine: whether it is time to give up. A limit is meant for a machine that works: where the looks
 * take several times as long as they should, so does the program, so that as many looks are made as fit into the limit.
 */
export function looksWithin(limitMs: number): (lookMs: number) => boolean {
  const startedAt = Date.now();
  let usualMs = 0;
  return lookMs => {
    usualMs += lookMs;
    const tookMs = Date.now() - startedAt;
    return tookMs > limitMs && (usualMs >= limitMs || tookMs > mostMs);
  };
}

/** Between two looks; ms. A look starts a program: without a pause, tests that wait would take the machine from the others. */
const leastPauseMs = 15;
const mostPauseMs = 50;

/** The longer one has waited, the less a few milliseconds more matter; and one look may not follow the other at once. */
function pauseAfter(tookMs: number, waitedMs: number): number {
  const wanted = Math.max(leastPauseMs, Math.min(mostPauseMs, waitedMs / 10), tookMs);
  return Math.min(2 * mostPauseMs, wanted);
}

/** Asks every 15 ms, later every 50, until the answer is neither false nor undefined; `describe` tells what was seen instead. */
export async function waitUntil<T>(
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  describe: () => string,
  { limitMs = 12_000 }: WaitLimits = {},
): Promise<T> {
  const isOver = looksWithin(limitMs);
  const startedAt = Date.now();
  for (;;) {
    const lookedAt = Date.now();
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    const pauseMs = pauseAfter(Date.now() - lookedAt, Date.now() - startedAt);
    if (isOver(usualLookMs + Math.min(pauseMs, mostPauseMs)))
      throw new Error(`Waited ${limitMs} ms. ${describe()}`);
    await sleep(pauseMs);
  }
}

/** The same for a condition that is named in a word or two; gives what is truthy. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, ...patience }: WaitLimits & { readonly what: string },
): Promise<Exclude<T, false | 0 | '' | null | undefined>> {
  const ask = async () => {
    const value = await condition();
    return value ? { value } : undefined;
  };
  const { value } = await waitUntil(ask, () => `There was no ${what}.`, patience);
  return value as Exclude<T, false | 0 | '' | null | undefined>;
}
