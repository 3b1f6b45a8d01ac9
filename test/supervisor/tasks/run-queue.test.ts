import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownersDirectory, thisOwner, writeOwner } from '../../../src/backends/pty/owner/owners.ts';
import { UserError } from '../../../src/core/errors/user-error.ts';
import type { Session, Spec } from '../../../src/core/session/session.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import { startQueued } from '../../../src/operations/dispatch/queue.ts';
import { queueTask } from '../../../src/supervisor/tasks/run-queue.ts';
import { createJob, jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { enqueue, isQueued } from '../../../src/system/store/job/queue.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { aSession } from '../../helpers/sessions.ts';
import { waitFor } from '../../helpers/wait.ts';

/** A session that waits for its start; with no pause between two starts. */
function queued(world: MemoryWorld, id: string, at = world.now(), change: Partial<Spec> = {}): Session {
  const spec = { ...aSession(id).spec, cwd: world.project, ...change };
  enqueue(world.paths, { id, at, reason: 'others come first' });
  createJob(world.paths, spec, { prompt: 'do it', files: {} });
  return { ...aSession(id, { status: { state: 'queued', process: 'none' } }), spec };
}

function queueIn(world: MemoryWorld, settings: Partial<Settings> = {}) {
  const changed = { ...world.settings, 'queue.staggerMs': 0, ...settings };
  return queueTask({ ...world, settings: changed });
}

const eventsOf = (world: MemoryWorld, id: string) =>
  readdirSync(join(jobDirectory(world.paths, id), 'inbox'));

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

it('what is to live in a view waits until one is open, says so, and holds up nobody else', async () => {
  const world = memoryWorld();
  const { task } = queueIn(world, { maxSessions: 1 });
  const waits = queued(world, 'feed0001', 1000, { backend: 'in-process' });
  const reasons = task.beforeLook?.([waits, queued(world, 'feed0002', 2000)]);
  expect(reasons?.get('feed0001')).toBe('no view is open in which it could live');
  await waitFor(() => !isQueued(world.paths, 'feed0002'), { what: 'start of the other' });
  expect(isQueued(world.paths, 'feed0001')).toBe(true);
  writeOwner(ownersDirectory(world.paths.daemon), thisOwner(0, true));
  task.beforeLook?.([waits]);
  await waitFor(() => !isQueued(world.paths, 'feed0001'), { what: 'start' });
});

it('a view that is closed at that moment leaves what was to start in it waiting', async () => {
  const world = memoryWorld();
  queued(world, 'feed0001', 1000, { backend: 'in-process' });
  const start = () => Promise.reject(new UserError('no-view', 'No view is open.'));
  const closed = { ...world, backend: { ...world.backend, start } };
  await expect(startQueued(closed, 'feed0001')).rejects.toThrow('No view is open.');
  expect([isQueued(world.paths, 'feed0001'), eventsOf(world, 'feed0001')]).toEqual([true, []]);
});
