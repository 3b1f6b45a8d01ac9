import { expect, it } from 'vitest';
import type { Status } from '../../../src/core/session/session.ts';
import { tellNumbers } from '../../../src/supervisor/record/question-numbers.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

async function told(status: Partial<Status>) {
  const world = memoryWorld();
  const session = await runningSession(world);
  const panes = async () => new Map((await world.backend.list()).panes.map(pane => [pane.id, pane]));
  await tellNumbers(world, [{ status: { ...session.status, ...status } }], await panes());
  return (await panes()).get(session.id)?.questionNumber;
}

it('the backend is told the number of a question, which an answer must have', async () => {
  expect(await told({ questionNumber: 3 })).toBe(3);
});

it('one that has ended has no question any more', async () => {
  expect(await told({ questionNumber: 3, process: 'exited' })).toBe(0);
});
