import { expect, it } from 'vitest';
import { age } from '../../../src/core/text/age.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

it.each([
  [0, '0s', '0s'],
  [9999, '9s', '0s'],
  [10 * second, '10s', '10s'],
  [59 * second, '59s', '50s'],
  [minute, '1m', '1m'],
  [59 * minute, '59m', '59m'],
  [47 * hour, '47h', '47h'],
  [999 * day, '999d', '999d'],
])('says an age of %i ms in one form', (ms, open, resting) => {
  expect([age(ms, false), age(ms, true)]).toEqual([open, resting]);
});

it('a row that rests is redrawn five times in its first minute', () => {
  const told = Array.from({ length: 60 }, (_, at) => age(at * second, true));
  expect([...new Set(told)]).toEqual(['0s', '10s', '20s', '30s', '40s', '50s']);
});
