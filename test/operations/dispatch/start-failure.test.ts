import { expect, it } from 'vitest';
import { afterWords } from '../../../src/operations/dispatch/start-failure.ts';

it.each([
  [0, 'at once'],
  [1900, 'at once'],
  [2000, 'after 2s'],
  [5400, 'after 5s'],
  [61_000, 'after 1m'],
])('a program that ran %i ms is said to have ended %s', (ranMs, words) => {
  expect(afterWords(ranMs)).toBe(words);
});
