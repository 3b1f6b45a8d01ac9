import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Status } from '../../../src/core/session/session.ts';
import { sendLater, sendWaiting } from '../../../src/operations/reply/send-later.ts';
import { writeConversation } from '../../../src/system/store/history/conversation-record.ts';
import {
  addMessage,
  readMessage,
  readMessages,
} from '../../../src/system/store/messages/waiting-messages.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

async function endedSession(world: MemoryWorld) {
  const session = await runningSession(world, { status: { process: 'exited', state: 'completed' } });
  world.backend.terminal(session.id)?.exit({ exitCode: 0 });
  writeConversation(world.paths, session.id, { sessionId: session.spec.sessionId ?? '' });
  return session;
}

/** One that listens, and what it gets. */
async function listening(status: Partial<Status> = {}) {
  const next = { after: 'enter', shows: recordedScreen('v197-working-0') };
  const { program, got } = agentThatShows(recordedScreen('idle'), next);
  const world = memoryWorld(program);
  const session = await runningSession(world, { status });
  return { world, session, got, waits: () => readMessages(world.paths, session.id).length };
}

it('a message to a session that has ended is kept, and the session is started again', async () => {
  const world = memoryWorld();
  const session = await endedSession(world);
  const file = await sendLater(world, session, 'go on');
  expect(readMessage(file)).toBe('go on');
  expect((await world.backend.list()).panes).toMatchObject([{ id: session.id, dead: false }]);
});

it('where its agent is missing the message waits, and it is said until when', async () => {
  const world = memoryWorld();
  const session = await endedSession(world);
  rmSync(join(world.env['PATH'] ?? '', 'claude'));
  await expect(sendLater(world, session, 'go on')).rejects.toThrow(
    'Your message is kept, and goes out when it is started again: agents respawn feed0001',
  );
  expect(readMessages(world.paths, session.id)).toHaveLength(1);
});

it('where it cannot be started at all the message is not kept', async () => {
  const world = memoryWorld();
  const session = await endedSession(world);
  rmSync(world.project, { recursive: true });
  await expect(sendLater(world, session, 'go on')).rejects.toThrow('is gone.');
  expect(readMessages(world.paths, session.id)).toEqual([]);
});

it('what waits is sent to a session that listens, one message at a time', async () => {
  const { world, session, got, waits } = await listening();
  for (const text of ['one', 'two']) addMessage(world.paths, session.id, text);
  await sendWaiting(world, [session], 0);
  expect([got, waits()]).toEqual([['"one"', 'enter'], 1]);
});

it.each<[string, Partial<Status>]>([
  ['works', { state: 'working' }],
  ['asks', { state: 'needs-input', question: { kind: 'permission', text: 'Run it?', options: [] } }],
  ['has ended', { process: 'exited' }],
])('nothing is sent to one that %s', async (_title, status) => {
  const { world, session, got, waits } = await listening(status);
  addMessage(world.paths, session.id, 'one');
  await sendWaiting(world, [session], 0);
  expect([got, waits()]).toEqual([[], 1]);
});

it('what was being sent when a supervisor died is sent again only where nothing shows that it arrived', async () => {
  const { world, session, got, waits } = await listening();
  const sending = () => {
    const file = addMessage(world.paths, session.id, 'use SQLite');
    renameSync(file, file.replace(/\.md$/, '.sending'));
  };
  sending();
  await sendWaiting(world, [session], 0);
  expect(waits()).toBe(1);
  for (const { file } of readMessages(world.paths, session.id)) rmSync(file);
  world.backend.terminal(session.id)?.print('❯ use SQLite');
  sending();
  await sendWaiting(world, [session], 0);
  expect([got, waits()]).toEqual([[], 0]);
});
