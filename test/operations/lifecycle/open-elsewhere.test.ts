import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openElsewhere, requireNotOpen } from '../../../src/operations/lifecycle/open-elsewhere.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const conversation = '99999999-2222-4333-8444-555555555555';

/** Claude Code says of this very process that it holds the conversation. */
function writeSessionFile({ env }: MemoryWorld): void {
  const directory = join(env['HOME'] ?? '', '.claude', 'sessions');
  mkdirSync(directory, { recursive: true });
  const file = { pid: process.pid, sessionId: conversation, status: 'idle', kind: 'interactive' };
  writeFileSync(join(directory, `${process.pid}.json`), JSON.stringify(file));
}

it('a conversation that another process holds is not started a second time', async () => {
  const world = memoryWorld();
  writeSessionFile(world);
  const own = await runningSession(world, { status: { process: 'exited' } });
  expect(() => requireNotOpen(world, own, conversation)).toThrow(
    `alpha was not started again: its conversation is open in process ${process.pid}, in another terminal. Go on there, or end it first.`,
  );
});

it('the row of the process is named, and how it is written to', async () => {
  const world = memoryWorld();
  writeSessionFile(world);
  const other = { id: 'feed0002', name: 'beta' };
  await runningSession(world, { spec: other, status: { pid: process.pid } });
  const own = await runningSession(world, { status: { process: 'exited' } });
  expect(() => requireNotOpen(world, own, conversation)).toThrow(
    `is open in beta (feed0002), process ${process.pid}. Go on there (agents send feed0002), or end it first.`,
  );
});

it('the process of the session itself does not count, nor a file whose process has ended', async () => {
  const world = memoryWorld();
  const wanted = { agent: 'claude', conversation };
  expect(openElsewhere(world, wanted)).toBeUndefined();
  writeSessionFile(world);
  const own = await runningSession(world, { status: { pid: process.pid } });
  expect(openElsewhere(world, { ...wanted, own })).toBeUndefined();
  expect(openElsewhere(world, wanted)).toMatchObject({ pid: process.pid });
});
