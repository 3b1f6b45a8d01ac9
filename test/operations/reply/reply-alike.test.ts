import { expect, it } from 'vitest';
import { replyAlike } from '../../../src/operations/reply/reply-alike.ts';
import { read, recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const { question } = read('permission-bash');

async function asks(world: MemoryWorld, id: string, questionNumber: number) {
  const spec = { id, name: id };
  const status = { state: 'needs-input', questionNumber, ...(question && { question }) } as const;
  const session = await runningSession(world, { spec, status });
  await world.backend.can.guards?.numberQuestions([{ place: session.status.place!, questionNumber }]);
  return { id, question, questionNumber };
}

function world() {
  const next = { after: '1', shows: recordedScreen('v197-working-0') };
  return memoryWorld(agentThatShows(recordedScreen('permission-bash'), next).program);
}

it('one answer goes to several sessions', async () => {
  const here = world();
  const bound = [await asks(here, 'feed0001', 1), await asks(here, 'feed0002', 4)];
  const outcome = await replyAlike(here, bound, { choices: [0] });
  expect(outcome).toEqual({ text: 'Sent to 2 sessions.', unsent: [] });
});

it('those that have moved on or are gone are told, and given back', async () => {
  const here = world();
  const first = await asks(here, 'feed0001', 1);
  const old = { ...(await asks(here, 'feed0002', 4)), questionNumber: 3 };
  const gone = { ...first, id: 'feed0003' };
  const { text, unsent } = await replyAlike(here, [first, old, gone], { choices: [0] });
  expect(text).toMatch(
    /^Sent to 1 of 3 sessions\. feed0002 has moved on; nothing was sent\. There is no session feed0003\./,
  );
  expect(unsent).toEqual([old, gone]);
});
