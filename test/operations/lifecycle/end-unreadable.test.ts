import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  isUnreadable,
  removeUnreadable,
  stopUnreadable,
} from '../../../src/operations/lifecycle/end-unreadable.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

async function unreadable(world: MemoryWorld): Promise<string> {
  const { id } = await runningSession(world);
  writeFileSync(join(jobDirectory(world.paths, id), 'spec.json'), '{');
  return id;
}

it('what runs under the id of a record that cannot be read is ended, and the record stays', async () => {
  const world = memoryWorld();
  const id = await unreadable(world);
  expect([isUnreadable(world, id), isUnreadable(world, 'feed0002')]).toEqual([true, false]);
  await stopUnreadable(world, id);
  expect((await world.backend.list()).panes).toMatchObject([{ id, dead: true }]);
  expect(readdirSync(world.paths.jobs)).toEqual([id]);
});

it('removing it moves the record to the trash as it is', async () => {
  const world = memoryWorld();
  const id = await unreadable(world);
  await removeUnreadable(world, id);
  expect((await world.backend.list()).panes).toEqual([]);
  expect(readdirSync(world.paths.jobs)).toEqual([]);
  expect(readdirSync(world.paths.trash)).toEqual([expect.stringContaining(id)]);
});

it("a terminal of the person's own is not ended by such a record", async () => {
  const world = memoryWorld();
  const id = await unreadable(world);
  const listing = await world.backend.list();
  const panes = listing.panes.map(pane => ({ ...pane, isTheirs: true }));
  const adopts = { describe: () => 'pane work:1' } as never;
  const backend = { ...world.backend, list: async () => ({ ...listing, panes }), can: { adopts } };
  await expect(removeUnreadable({ ...world, backend }, id)).rejects.toThrow(
    `Session ${id} runs in pane work:1, and its record cannot be read. End it there.`,
  );
  expect(readdirSync(world.paths.jobs)).toEqual([id]);
});
