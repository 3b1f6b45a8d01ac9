import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { restart } from '../../../src/operations/lifecycle/restart.ts';
import { writeConversation } from '../../../src/system/store/history/conversation-record.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const conversation = '11111111-2222-4333-8444-555555555555';

/** A session that has ended, and whose terminal still shows that. */
async function endedSession(world: MemoryWorld) {
  const session = await runningSession(world, { status: { process: 'exited', state: 'completed' } });
  world.backend.terminal(session.id)?.exit({ exitCode: 0 });
  writeConversation(world.paths, session.id, { sessionId: conversation });
  return session;
}

function scriptOf(world: MemoryWorld, id: string): string {
  return readFileSync(join(jobDirectory(world.paths, id), 'launch.sh'), 'utf8');
}

it('a session that has ended goes on in its conversation, in a terminal of its own', async () => {
  const world = memoryWorld();
  const { id, status } = await endedSession(world);
  expect(await restart(world, id)).toBe('resumed');
  const { panes } = await world.backend.list();
  expect(panes).toMatchObject([{ id, dead: false }]);
  expect(panes[0]?.place).not.toEqual(status.place);
  expect(scriptOf(world, id)).toMatch(new RegExp(`--resume'? '?${conversation}`));
});

it('several who ask at once start one process', async () => {
  const world = memoryWorld();
  const { id } = await endedSession(world);
  const all = await Promise.all([1, 2, 3].map(() => restart(world, id)));
  expect(all.sort()).toEqual(['resumed', 'running', 'running']);
  expect((await world.backend.list()).panes).toHaveLength(1);
});

it('one that runs is left alone', async () => {
  const world = memoryWorld();
  const { id, status } = await runningSession(world);
  expect(await restart(world, id)).toBe('running');
  expect((await world.backend.list()).panes).toMatchObject([{ place: status.place }]);
});

it('one whose directory is gone is not started, and what is left of it stays', async () => {
  const world = memoryWorld();
  const { id } = await endedSession(world);
  rmSync(world.project, { recursive: true });
  await expect(restart(world, id)).rejects.toThrow(`alpha cannot be started again: its directory`);
  expect((await world.backend.list()).panes).toMatchObject([{ id, dead: true }]);
});

it('one whose agent is not installed any more says so', async () => {
  const world = memoryWorld();
  const { id } = await endedSession(world);
  rmSync(join(world.env['PATH'] ?? '', 'claude'));
  await expect(restart(world, id)).rejects.toThrow('"claude" (Claude Code) is not on PATH');
});
