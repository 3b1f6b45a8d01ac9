import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import { queueTask } from '../../../src/supervisor/tasks/run-queue.ts';
import { createJob } from '../../../src/system/store/job/jobs.ts';
import { enqueue, isQueued } from '../../../src/system/store/job/queue.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { aSession } from '../../helpers/sessions.ts';
import { waitFor } from '../../helpers/wait.ts';

/** A session that waits for its start; with no pause between two starts. */
function queued(world: MemoryWorld, id: string, at = world.now()): Session {
  const spec = { ...aSession(id).spec, cwd: world.project };
  enqueue(world.paths, { id, at, reason: 'others come first' });
  createJob(world.paths, spec, { prompt: 'do it', files: {} });
  return { ...aSession(id, { status: { state: 'queued', process: 'none' } }), spec };
}

function queueIn(world: MemoryWorld, settings: Partial<Settings> = {}) {
  const changed = { ...world.settings, 'queue.staggerMs': 0, ...settings };
  return queueTask({ ...world, settings: changed });
}

const ids = async (world: MemoryWorld) => (await world.backend.list()).panes.map(({ id }) => id);

it('what waits is started when there is room, and waits no more', async () => {
  const world = memoryWorld();
  const { task, room } = queueIn(world);
  const reasons = task.beforeLook?.([queued(world, 'feed0001')]);
  expect(reasons?.get('feed0001')).toBe('its turn comes');
  expect(room().isWaitedFor).toBe(false);
  await waitFor(() => !isQueued(world.paths, 'feed0001'), { what: 'start' });
  expect(await ids(world)).toEqual(['feed0001']);
});

it('no more run at once than may, and room is wanted for those that wait', async () => {
  const world = memoryWorld();
  const { task, room } = queueIn(world, { maxSessions: 1 });
  const runs = await runningSession(world, { spec: { id: 'feed0002' } });
  const reasons = task.beforeLook?.([runs, queued(world, 'feed0001')]);
  expect(reasons?.get('feed0001')).toBe('1 session runs, the most allowed');
  expect(room().isWaitedFor).toBe(true);
  expect(await ids(world)).toEqual(['feed0002']);
});

it('of several the one that came first is started first', async () => {
  const world = memoryWorld();
  const { task } = queueIn(world, { maxSessions: 1 });
  const reasons = task.beforeLook?.([queued(world, 'feed0001', 2000), queued(world, 'feed0002', 1000)]);
  expect(reasons?.get('feed0001')).toBe('1 session runs, the most allowed');
  await waitFor(() => !isQueued(world.paths, 'feed0002'), { what: 'start' });
  expect(await ids(world)).toEqual(['feed0002']);
});

it('two starts are some time apart', async () => {
  const world = memoryWorld();
  const { task } = queueIn(world, { 'queue.staggerMs': 60_000 });
  task.beforeLook?.([queued(world, 'feed0001')]);
  expect([await ids(world), isQueued(world.paths, 'feed0001')]).toEqual([[], true]);
});

it('while memory is short nothing is started, and the clean-up hears of it', async () => {
  const world = memoryWorld();
  const proc = join(world.env['AGENTS_PRESSURE_ROOT'] ?? '', 'proc');
  mkdirSync(proc, { recursive: true });
  writeFileSync(join(proc, 'meminfo'), 'MemTotal:  1000 kB\nMemAvailable:  50 kB\n');
  const { task, room } = queueIn(world);
  expect(task.beforeLook?.([queued(world, 'feed0001')])?.get('feed0001')).toBe('memory 5 % free');
  expect(room()).toMatchObject({ memoryFree: 5, isWaitedFor: true });
  expect(await ids(world)).toEqual([]);
});

it('an entry whose dispatch has died is forgotten after a minute', () => {
  const world = memoryWorld();
  const { task } = queueIn(world);
  for (const id of ['feed0001', 'feed0002']) enqueue(world.paths, { id, at: 0, reason: 'x' });
  const anHourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(world.paths.queue, 'feed0001.json'), anHourAgo, anHourAgo);
  task.beforeLook?.([]);
  expect(['feed0001', 'feed0002'].map(id => isQueued(world.paths, id))).toEqual([false, true]);
});
