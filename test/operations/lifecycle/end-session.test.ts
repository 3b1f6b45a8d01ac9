import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { removeSession, stopSession } from '../../../src/operations/lifecycle/end-session.ts';
import { lastScreen } from '../../../src/system/store/history/last-screen.ts';
import { readSession } from '../../../src/system/store/job/read-session.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('stopping ends the process, and keeps the row and what was on its screen', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  world.backend.terminal(id)?.print('one', 'two');
  expect(await stopSession(world, id)).toBeUndefined();
  expect((await world.backend.list()).panes).toMatchObject([{ id, dead: true }]);
  expect(lastScreen(world.paths, id)).toEqual(['one', 'two']);
  expect(readSession(world.paths, id)).toMatchObject({ userState: { stoppedAt: expect.any(Number) } });
});

it('a session whose terminal is gone is stopped all the same', async () => {
  const world = memoryWorld();
  const { id, status } = await runningSession(world);
  await world.backend.end({ place: status.place!, id });
  expect(await stopSession(world, id)).toBeUndefined();
  expect(readSession(world.paths, id)).toMatchObject({ userState: { stoppedAt: expect.any(Number) } });
});

it('removing ends the process and moves the record to the trash', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  expect(await removeSession(world, id)).toEqual({});
  expect((await world.backend.list()).panes).toEqual([]);
  expect(readdirSync(world.paths.jobs)).toEqual([]);
  expect(readdirSync(world.paths.trash)).toEqual([expect.stringContaining(id)]);
});

it('where the end of a session fails, its record stays', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  const end = async () => {
    throw new Error('its process does not die.');
  };
  const stuck = { ...world, backend: { ...world.backend, end } };
  await expect(removeSession(stuck, id)).rejects.toThrow('does not die');
  expect(readdirSync(world.paths.jobs)).toEqual([id]);
});

it('a session that is not there is told', async () => {
  await expect(stopSession(memoryWorld(), 'feed0002')).rejects.toThrow('There is no session');
});
