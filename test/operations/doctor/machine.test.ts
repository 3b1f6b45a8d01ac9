import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkLocale, checkMemory, checkSystemd } from '../../../src/operations/doctor/machine.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';

it('a locale that is not UTF-8 is told with what it costs', () => {
  const locale = (env: NodeJS.ProcessEnv) => checkLocale({ ...memoryWorld(), env });
  expect(locale({ LANG: 'en_GB.UTF-8' })).toMatchObject([{ level: 'ok', says: 'en_GB.UTF-8' }]);
  expect(locale({ LANG: 'en_GB.UTF-8', LC_ALL: 'C' })).toMatchObject([
    { level: 'note', says: '"C" is not UTF-8: the view is drawn in ASCII' },
  ]);
  expect(locale({})).toMatchObject([{ says: expect.stringMatching(/^none is set, which is not UTF-8/) }]);
});

it('how much memory is free is told, and what becomes of new sessions with little of it', () => {
  const world = memoryWorld();
  const root = world.env['AGENTS_PRESSURE_ROOT'] ?? '';
  expect(checkMemory(world)).toMatchObject([{ level: 'ok', says: 'not known here' }]);
  mkdirSync(join(root, 'proc'), { recursive: true });
  const free = (kb: number) =>
    writeFileSync(join(root, 'proc', 'meminfo'), `MemTotal:  1000 kB\nMemAvailable:  ${kb} kB\n`);
  free(500);
  expect(checkMemory(world)).toMatchObject([{ level: 'ok', says: '50 % free' }]);
  free(60);
  expect(checkMemory(world)).toMatchObject([
    { level: 'note', says: 'memory 6 % free: new sessions are queued' },
  ]);
});

it('without systemd nothing is said of it', async () => {
  expect(await checkSystemd(memoryWorld())).toEqual([]);
});
