import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withReplyLock } from '../../../src/operations/reply/reply-lock.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('replies to one session are typed one after the other, also after one that fails', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  const order: string[] = [];
  const type = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise(setImmediate);
    order.push(`${name} ends`);
    if (name === 'first') throw new Error('the terminal is gone.');
  };
  const both = ['first', 'second'].map(name => withReplyLock(world.paths, id, type(name)));
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

it('replies to two sessions do not wait for each other', async () => {
  const world = memoryWorld();
  const ids = ['feed0001', 'feed0002'];
  for (const id of ids) await runningSession(world, { spec: { id } });
  let inside = 0;
  const together = async () => {
    inside += 1;
    while (inside < 2) await new Promise(setImmediate);
  };
  await Promise.all(ids.map(id => withReplyLock(world.paths, id, together)));
  expect(inside).toBe(2);
});

it('the lock of a process that has died is taken over', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  const dead = { pid: process.pid, startTime: 'earlier', bootId: 'another boot' };
  writeFileSync(join(jobDirectory(world.paths, id), 'reply.lock'), JSON.stringify(dead));
  expect(await withReplyLock(world.paths, id, async () => 'typed')).toBe('typed');
});
