import { readdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkHook } from '../../../src/operations/doctor/hook.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';

it('an event goes through the real hook, and nothing of it is left', async () => {
  const world = memoryWorld();
  writeFileSync(world.paths.wake, '');
  expect(await checkHook(world)).toMatchObject([
    { level: 'ok', says: expect.stringMatching(/^an event of an agent arrives \(\d+ ms\)$/) },
  ]);
  expect(readdirSync(world.paths.home).filter(name => name.startsWith('doctor-'))).toEqual([]);
});

it.each([
  ['exit 0', 'the event did not arrive'],
  ['echo broken >&2; exit 1', 'failed: broken'],
])('a hook that only does "%s" is a problem', async (script, says) => {
  const world = memoryWorld();
  writeFileSync(world.paths.hook, script);
  expect(await checkHook(world)).toMatchObject([{ level: 'problem', says: expect.stringContaining(says) }]);
});
