import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Session, Spec, Status } from '../../../src/core/session/session.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { attempts } from '../../../src/supervisor/attempts.ts';
import { cleanUpTask, type Room } from '../../../src/supervisor/tasks/clean-up.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { waitFor } from '../../helpers/wait.ts';
import { lookAt } from '../look.ts';

const sessionId = '11111111-2222-4333-8444-555555555555';
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;

function idleWorld(screen = 'idle'): MemoryWorld {
  return memoryWorld(agentThatShows(recordedScreen(screen)).program);
}

/** One that has been as it is for so many minutes. */
function since(
  world: MemoryWorld,
  minutes: number,
  { spec, status }: { readonly spec?: Partial<Spec>; readonly status?: Partial<Status> } = {},
): Promise<Session> {
  const at = minutesAgo(minutes);
  const times = { since: at, startedAt: at, endedAt: at, sessionId };
  return runningSession(world, { spec: { createdAt: at, ...spec }, status: { ...times, ...status } });
}

async function cleanUp(world: MemoryWorld, sessions: readonly Session[], room: Room = {}): Promise<void> {
  const task = cleanUpTask(world, attempts(world), () => room);
  await task.afterLook?.(await lookAt(world, sessions));
}

const rested = (world: MemoryWorld, id: string) => requireSession(world, id).userState.restedAt !== undefined;

it('one that nobody has needed for an hour is stopped, and its row stays', async () => {
  const world = idleWorld();
  const old = await since(world, 61);
  const recent = await since(world, 59, { spec: { id: 'feed0002' } });
  await cleanUp(world, [old, recent]);
  await waitFor(() => rested(world, old.id), { what: 'stopped session' });
  expect((await world.backend.list()).panes.map(({ id, dead }) => [id, dead])).toEqual([
    [old.id, true],
    [recent.id, false],
  ]);
});

it('the row of a job that has ended goes to the trash after five minutes', async () => {
  const world = memoryWorld();
  const job = { kind: 'exec', agent: 'shell' } as const;
  const ended = { process: 'exited', state: 'completed' } as const;
  const old = await since(world, 6, { spec: job, status: ended });
  const recent = await since(world, 4, { spec: { ...job, id: 'feed0002' }, status: ended });
  for (const { id } of [old, recent]) world.backend.terminal(id)?.exit({ exitCode: 0 });
  await cleanUp(world, [old, recent]);
  expect(readdirSync(world.paths.jobs)).toEqual([recent.id]);
  expect((await world.backend.list()).panes.map(({ id }) => id)).toEqual([recent.id]);
});

it('a row that was never given a prompt goes, unless a person has begun to write one', async () => {
  const empty = { spec: { firstLine: '' }, status: { memory: {} } };
  const [world, drafted] = [idleWorld(), idleWorld('typed')];
  const [row, kept] = [await since(world, 6, empty), await since(drafted, 6, empty)];
  await cleanUp(world, [row]);
  await cleanUp(drafted, [kept]);
  await waitFor(() => !existsSync(jobDirectory(world.paths, row.id)), { what: 'removal of the empty row' });
  expect(existsSync(jobDirectory(drafted.paths, kept.id))).toBe(true);
});

it.each<[string, Room]>([
  ['when memory is short', { memoryFree: 5 }],
  ['when others wait for room', { isWaitedFor: true }],
])('%s the longest idle one is stopped before its time, and no other with it', async (_title, room) => {
  const world = idleWorld();
  const first = await since(world, 10);
  const second = await since(world, 5, { spec: { id: 'feed0002' } });
  await cleanUp(world, [second, first], room);
  await waitFor(() => rested(world, first.id), { what: 'stopped session' });
  expect(rested(world, second.id)).toBe(false);
});

it('none is stopped for room while there is enough', async () => {
  const world = idleWorld();
  const session = await since(world, 10);
  await cleanUp(world, [session], { memoryFree: 50 });
  expect((await world.backend.list()).panes).toMatchObject([{ dead: false }]);
});
