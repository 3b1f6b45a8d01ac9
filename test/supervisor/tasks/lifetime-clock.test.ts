import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lifetimeClock, steadyClock } from '../../../src/supervisor/tasks/lifetime-clock.ts';
import { scratchDirectory } from '../../system/scratch.ts';

it('lifetimes run out early by what a file says, which is read each time', () => {
  const file = join(scratchDirectory(), 'ahead');
  const env = { AGENTS_CLOCK_FILE: file };
  const [clock, steady] = [lifetimeClock(env), steadyClock(env)];
  const before = [clock() - Date.now(), steady() - performance.now()];
  writeFileSync(file, '3600000');
  const after = [clock() - Date.now(), steady() - performance.now()];
  expect([...before, ...after].map(ms => Math.round(Math.abs(ms) / 1000))).toEqual([0, 0, 3600, 3600]);
});
