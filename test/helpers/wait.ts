import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitLimits {
  /** How long to wait before giving up. */
  readonly limitMs?: number;
}

/** What a look at a screen or a file costs on a machine that has time for us; ms. */
const usualLookMs = 40;
/** The end, however few looks there were; ms. */
const mostMs = 36_000;

/**
 * To be asked after each look: whether it is time to give up. A limit is meant for a machine that works: where the looks
 * take several times as long as they should, so does the program, so that as many looks are made as fit into the limit.
 */
export function looksWithin(limitMs: number, lookMs = usualLookMs): () => boolean {
  const startedAt = Date.now();
  let looks = 0;
  return () => {
    looks += 1;
    const tookMs = Date.now() - startedAt;
    return tookMs > limitMs && (looks * lookMs >= limitMs || tookMs > mostMs);
  };
}

/** Asks every 15 ms until the answer is neither false nor undefined; `describe` tells what was seen instead. */
export async function waitUntil<T>(
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  describe: () => string,
  { limitMs = 12_000 }: WaitLimits = {},
): Promise<T> {
  const isOver = looksWithin(limitMs);
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (isOver()) throw new Error(`Waited ${limitMs} ms. ${describe()}`);
    await sleep(15);
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
