import { expect, test } from 'vitest';
import { clockJump, isWithin } from '../../../src/system/machine/clock-jump.ts';

const year = 365 * 24 * 3_600_000;

test('a clock that is set is told once, in both directions; time that passes and sleep are no jump', () => {
  let [now, boot] = [1_000_000, 5000];
  const jump = clockJump({ now: () => now, sinceBoot: () => boot });
  const pass = (ms: number, by = 0) => {
    now += ms + by;
    boot += ms;
    return jump();
  };
  expect([pass(1000), pass(8 * 3_600_000), pass(1000, 300)]).toEqual([0, 0, 0]);
  expect([pass(1000, year), pass(1000)]).toEqual([year, 0]);
  expect([pass(1000, -2 * year), pass(1000)]).toEqual([-2 * year, 0]);
});

test('a time ahead of now is as far away as one before it', () => {
  expect([isWithin(10, 95, 100), isWithin(10, 105, 100)]).toEqual([true, true]);
  expect([isWithin(10, 90, 100), isWithin(10, 100 + year, 100)]).toEqual([false, false]);
});
