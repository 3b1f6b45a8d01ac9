import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { adopt, emptyAdoption } from '../../../src/supervisor/adopt/adopt.ts';
import { sessionCache } from '../../../src/system/store/job/session-cache.ts';
import { dismiss } from '../../../src/system/store/view/dismissed.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** Claude Code says of this very process that it is a session in another terminal. */
function writeSessionFile({ env }: MemoryWorld): void {
  const directory = join(env['HOME'] ?? '', '.claude', 'sessions');
  mkdirSync(directory, { recursive: true });
  const file = { pid: process.pid, sessionId: 'c1', status: 'idle', kind: 'interactive', name: 'login' };
  writeFileSync(join(directory, `${process.pid}.json`), JSON.stringify({ ...file, cwd: '/home/me/game' }));
}

async function look(world: MemoryWorld, isBlind = false) {
  const { sessions } = sessionCache(world.paths).read();
  return adopt(world, emptyAdoption(), { sessions, listing: await world.backend.list(), isBlind });
}

const rows = ({ paths }: MemoryWorld): readonly Session[] => sessionCache(paths).read().sessions;

it('an agent in another terminal becomes a row, which is the same at each look', async () => {
  const world = memoryWorld();
  writeSessionFile(world);
  const { panes } = await look(world);
  await look(world);
  expect(rows(world)).toMatchObject([
    { spec: { kind: 'adopted', name: 'login', cwd: '/home/me/game', sessionId: 'c1' } },
  ]);
  expect([...panes.values()]).toMatchObject([{ id: rows(world)[0]?.id, pid: process.pid, dead: false }]);
});

it('a row whose agent has ended goes to the trash', async () => {
  const world = memoryWorld();
  await runningSession(world, { spec: { kind: 'adopted' }, status: { pid: 999_999_999 } });
  await look(world);
  expect([rows(world), readdirSync(world.paths.trash)]).toEqual([[], [expect.stringContaining('feed0001')]]);
});

it('one whose row a person took away does not come back', async () => {
  const world = memoryWorld();
  writeSessionFile(world);
  await look(world);
  const [row] = rows(world);
  dismiss(world.paths, row?.id ?? '');
  await look(world);
  expect(rows(world)).toEqual([]);
});

it('nothing changes where the settings say so, nor while the own terminals are not known', async () => {
  const world = memoryWorld();
  writeSessionFile(world);
  await look({ ...world, settings: { ...world.settings, adopt: false } });
  await look(world, true);
  expect(rows(world)).toEqual([]);
});
