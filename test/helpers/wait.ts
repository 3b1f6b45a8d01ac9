import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  /** How long to wait before giving up. */
  readonly limitMs?: number;
}

/** Asks every 15 ms until the answer is neither false nor undefined; `describe` tells what was seen instead. */
export async function waitUntil<T>(
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  describe: () => string,
  { limitMs = 12_000 }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs} ms. ${describe()}`);
    await sleep(15);
  }
}

/** The same for a condition that is named in a word or two; gives what is truthy. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, ...patience }: Patience & { readonly what: string },
): Promise<Exclude<T, false | 0 | '' | null | undefined>> {
  const ask = async () => {
    const value = await condition();
    return value ? { value } : undefined;
  };
  const { value } = await waitUntil(ask, () => `There was no ${what}.`, patience);
  return value as Exclude<T, false | 0 | '' | null | undefined>;
}
