import { expect, it } from 'vitest';
import type { Spec, Status } from '../../../src/core/session/session.ts';
import { recordConversation } from '../../../src/supervisor/record/record-conversation.ts';
import { readConversation } from '../../../src/system/store/history/conversation-record.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

async function recorded(spec: Partial<Spec>, before: Partial<Status>, after: Partial<Status>) {
  const world = memoryWorld();
  const session = await runningSession(world, { spec });
  const previous = { ...session.status, memory: {}, ...before };
  recordConversation(world, { session, previous, status: { ...previous, ...after } });
  return readConversation(world.paths, session.id);
}

const worked = { memory: { hasWorked: true } };

it('that there is a conversation, and which, is on record with its first turn', async () => {
  expect(await recorded({}, {}, { ...worked, sessionId: 'c1' })).toEqual({ sessionId: 'c1' });
  expect(await recorded({}, {}, worked)).toEqual({});
  expect(await recorded({}, {}, { sessionId: 'c1' })).toBeUndefined();
});

it('another conversation in the same session is recorded, and the same one is not written again', async () => {
  const before = { ...worked, sessionId: 'c1' };
  expect(await recorded({}, before, { sessionId: 'c2' })).toEqual({ sessionId: 'c2' });
  expect(await recorded({}, before, {})).toBeUndefined();
});

it('a shell job has none', async () => {
  expect(await recorded({ kind: 'exec', agent: 'shell' }, {}, worked)).toBeUndefined();
});
