import { expect, it } from 'vitest';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { sendReply } from '../../../src/operations/reply/reply.ts';
import { read, recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const { question } = read('60x20-several-first');

/** What a dialog with boxes got when Linux and Windows were chosen in it, and what became of the reply. */
async function choose(...changes: readonly { readonly after: string; readonly shows: Screen }[]) {
  const { program, got } = agentThatShows(recordedScreen('60x20-several-first'), ...changes);
  const world = memoryWorld(program);
  const status = { state: 'needs-input', ...(question && { question }) } as const;
  const session = await runningSession(world, { status });
  const bound = { question, questionNumber: 0 };
  return { outcome: await sendReply(world, session, { bound, reply: { choices: [0, 2] } }), got };
}

it('boxes are ticked until the screen shows them so, and only then the dialog is led on', async () => {
  const { outcome, got } = await choose(
    { after: '3', shows: recordedScreen('60x20-several-ticked') },
    { after: 'tab', shows: recordedScreen('60x20-several-second') },
  );
  expect(outcome).toEqual({ type: 'delivered' });
  expect(got).toEqual(['1', '3', 'tab']);
});

it('no key goes on to another question that has come meanwhile', async () => {
  const { outcome, got } = await choose({ after: '3', shows: recordedScreen('60x20-several-second') });
  expect(outcome).toEqual({ type: 'refused', why: 'alpha has moved on; nothing was sent.' });
  expect(got).toEqual(['1', '3']);
});
