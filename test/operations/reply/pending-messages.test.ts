import { expect, it } from 'vitest';
import { pendingMessages } from '../../../src/operations/reply/pending-messages.ts';
import { addMessage } from '../../../src/system/store/messages/waiting-messages.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('the task of a queued session is told, and what it gets after it', async () => {
  const world = memoryWorld();
  const session = await runningSession(world, { spec: { firstLine: 'fix it\nthen lint' } });
  addMessage(world.paths, session.id, 'and commit');
  addMessage(world.paths, session.id, 'and push\n');
  expect(pendingMessages(world.paths, session)).toEqual([
    ...['fix it', 'then lint', ''],
    ...['then: and commit', '', 'then: and push'],
  ]);
});

it('a shell job has none', async () => {
  const world = memoryWorld();
  const session = await runningSession(world, { spec: { kind: 'exec', agent: 'shell' } });
  expect(pendingMessages(world.paths, session)).toEqual([]);
});
