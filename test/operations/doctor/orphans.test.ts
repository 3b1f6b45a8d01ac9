import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { checkOrphans, endOrphan, findOrphans } from '../../../src/operations/doctor/orphans.ts';
import { jobDirectory, trashJob } from '../../../src/system/store/job/jobs.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { scratchDirectory } from '../../system/scratch.ts';

/** A terminal of ours, with or without a record. */
async function terminal(world: MemoryWorld, id: string, jobs = world.paths.jobs) {
  const place = await world.backend.start({
    id,
    slug: `s-${id}`,
    argv: ['/bin/sh', join(jobs, id, 'launch.sh')],
  });
  return { id, place };
}

/** A session on record, in a terminal that runs its `launch.sh`. */
async function recorded(world: MemoryWorld, id: string) {
  const session = await runningSession(world, { spec: { id } });
  if (session.status.place) await world.backend.end({ id, place: session.status.place });
  return terminal(world, id);
}

const idsOf = async (world: MemoryWorld) => (await findOrphans(world)).map(({ id }) => id);

it('a session whose record is gone is named with what runs in it and how to end it', async () => {
  const world = memoryWorld();
  await recorded(world, 'feed0001');
  expect(await checkOrphans(world)).toMatchObject([{ level: 'ok' }]);
  rmSync(jobDirectory(world.paths, 'feed0001'), { recursive: true });
  expect(await checkOrphans(world)).toEqual([
    {
      ...{ what: 'orphans', level: 'note', code: 'orphans' },
      says: 'a session is in tmux that no record knows: feed0001 (s-feed0001, runs s-feed0001)',
      advice: 'agents doctor --fix names them, and ends them when you say so',
    },
  ]);
});

it.each<[string, (world: MemoryWorld, record: string) => void]>([
  ['its record is damaged', (_world, record) => writeFileSync(join(record, 'spec.json'), 'null')],
  ['its record is empty', (_world, record) => rmSync(join(record, 'spec.json'))],
  ['a file stands in the place of its record', (_world, record) => replace(record, '{')],
  [
    'a link that leads nowhere does',
    (_world, record) => {
      rmSync(record, { recursive: true });
      symlinkSync('/nowhere', record);
    },
  ],
  ['its record was renamed by hand', (_world, record) => renameSync(record, `${record}.old`)],
  ['it was deleted, and can be brought back', ({ paths }) => void trashJob(paths, 'feed0001')],
  [
    'its record was moved to the trash by hand',
    ({ paths }, record) => renameSync(record, join(paths.trash, 'feed0001')),
  ],
  ['it waits for its start', ({ paths }, record) => replace(record, '{', join(paths.queue, 'feed0001.json'))],
  [
    'its row was taken away',
    ({ paths }, record) => replace(record, '', join(paths.daemon, 'dismissed', 'feed0001')),
  ],
])('a session is no orphan when %s', async (_why, change) => {
  const world = memoryWorld();
  await recorded(world, 'feed0001');
  change(world, jobDirectory(world.paths, 'feed0001'));
  expect(await idsOf(world)).toEqual([]);
});

/** Takes the record away; a file stands there, or in another place, instead. */
function replace(record: string, text: string, file = record): void {
  rmSync(record, { recursive: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

it('what other state directories started, or a person, is no orphan', async () => {
  const world = memoryWorld();
  await terminal(world, 'feed0001', join(memoryWorld().paths.jobs));
  await terminal(world, 'feed0002', '/gone/jobs');
  for (const argv of [
    ['vim'],
    ['/bin/sh', '-c', 'sleep 9'],
    ['/bin/sh'],
    ['/bin/sh', join(world.paths.jobs, 'feed0009/launch.sh')],
  ])
    await world.backend.start({ id: 'feed0003', slug: 'theirs', argv });
  expect(await idsOf(world)).toEqual([]);
});

it('one that was started under another name of the same directory is one', async () => {
  const world = memoryWorld();
  const link = join(scratchDirectory(), 'home');
  symlinkSync(world.paths.home, link);
  await terminal(world, 'feed0001', join(link, 'jobs'));
  expect(await idsOf(world)).toEqual(['feed0001']);
});

it('where the records cannot be read nothing counts as without one', async () => {
  const world = memoryWorld();
  await terminal(world, 'feed0001');
  rmSync(world.paths.trash, { recursive: true });
  writeFileSync(world.paths.trash, '');
  await expect(findOrphans(world)).rejects.toThrow(
    /on record in .*trash could not be read: .*\. So nothing is ended\.$/,
  );
});

it('only what is still one when its turn comes is ended', async () => {
  const world = memoryWorld();
  await terminal(world, 'feed0001');
  await terminal(world, 'feed0002');
  const [first, second] = await findOrphans(world);
  if (!first || !second) throw new Error('Two orphans were wanted.');
  mkdirSync(join(world.paths.jobs, 'feed0002'));
  expect([await endOrphan(world, first), await endOrphan(world, second)]).toEqual(['ended', 'kept']);
  expect((await world.backend.list()).panes.map(({ id }) => id)).toEqual(['feed0002']);
});
