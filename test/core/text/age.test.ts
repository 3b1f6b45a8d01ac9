import { expect, it } from 'vitest';
import { age } from '../../../src/core/text/age.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

it.each([
  [0, '0s', '<1m'],
  [59 * second, '59s', '<1m'],
  [minute, '1m', '1m'],
  [59 * minute, '59m', '59m'],
  [47 * hour, '47h', '47h'],
  [999 * day, '999d', '999d'],
])('says an age of %i ms in one form', (ms, open, resting) => {
  expect([age(ms, false), age(ms, true)]).toEqual([open, resting]);
});
