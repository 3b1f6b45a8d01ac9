import { expect, test } from 'vitest';
import { fuzz } from '../bench/reliability/fuzz.ts';

test('of thousands of damaged records, events and screens none throws or takes long', () => {
  const { counts, accepted, thrown, slowest } = fuzz(800, 20_261_127);
  expect(thrown).toEqual([]);
  expect(counts.size).toBe(4);
  // Some are still sessions, so that what comes after the reading is tried, too.
  expect(accepted).toBeGreaterThan(40);
  expect(slowest.ms).toBeLessThan(5000);
});
