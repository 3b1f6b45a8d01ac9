import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hasRebooted } from '../../../src/supervisor/loop/rebooted.ts';
import { rosterTask } from '../../../src/supervisor/tasks/roster.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { aSession } from '../../helpers/sessions.ts';
import { lookAt } from '../look.ts';

it('who runs where is on record, without those that have ended', async () => {
  const world = memoryWorld();
  const session = await runningSession(world, { status: { pid: 4711 } });
  const ended = aSession('feed0002', { status: { process: 'exited' } });
  rosterTask(world).afterLook?.(await lookAt(world, [session, ended]));
  expect(JSON.parse(readFileSync(world.paths.roster, 'utf8'))).toMatchObject({
    pid: process.pid,
    running: [{ id: session.id, pid: 4711 }],
  });
});

it('what has not changed is not written again', async () => {
  const world = memoryWorld();
  const task = rosterTask(world);
  const result = await lookAt(world, []);
  task.afterLook?.(result);
  writeFileSync(world.paths.roster, 'as it was');
  task.afterLook?.(result);
  expect(readFileSync(world.paths.roster, 'utf8')).toBe('as it was');
});

it('it tells the next supervisor whether the machine was started again', async () => {
  const world = memoryWorld();
  expect(hasRebooted(world)).toBe(false);
  rosterTask(world).afterLook?.(await lookAt(world, []));
  expect(hasRebooted(world)).toBe(false);
  writeFileSync(world.paths.roster, JSON.stringify({ boot: 'another boot' }));
  expect(hasRebooted(world)).toBe(true);
});
