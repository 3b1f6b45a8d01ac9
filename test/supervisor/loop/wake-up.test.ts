import { expect, it } from 'vitest';
import { makeWakeUp } from '../../../src/supervisor/loop/wake-up.ts';

const limits = { leastMs: 0, isOver: () => false };

it('a wait is cut short by a trigger, also by one that came before it', async () => {
  const { wait, trigger } = makeWakeUp();
  const waiting = wait(60_000, limits);
  trigger();
  expect(await waiting).toBe(true);
  trigger();
  expect(await wait(60_000, limits)).toBe(true);
  expect(await wait(1, limits)).toBe(false);
});

it('it ends by itself when its time or its reason is over', async () => {
  const { wait } = makeWakeUp();
  expect(await wait(1, limits)).toBe(false);
  expect(await wait(60_000, { ...limits, isOver: () => true })).toBe(false);
});

it('to be stopped ends it, and is remembered', async () => {
  const { wait, stop, isStopped } = makeWakeUp();
  const waiting = wait(60_000, limits);
  expect(isStopped()).toBe(false);
  stop();
  expect([await waiting, isStopped()]).toEqual([true, true]);
});
