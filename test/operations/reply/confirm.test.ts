import { expect, it } from 'vitest';
import { claude } from '../../../src/core/agents/claude/claude.ts';
import { enter } from '../../../src/core/agents/shared/answer-steps.ts';
import { confirm } from '../../../src/operations/reply/confirm.ts';
import { look } from '../../../src/operations/screen/look.ts';
import { typedText } from '../../../src/system/store/messages/typed-text.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { promptAgent } from '../../helpers/prompt-agent.ts';

const limits = { confirmMs: 250, repeatMs: 20 };

/** A message with its Enter, to an agent that takes only some of them, and what became of it. */
async function send(takes: (enter: number) => boolean, text = 'go on') {
  const { program, got, received } = promptAgent({ takes });
  const world = memoryWorld(program);
  const session = await runningSession(world);
  const before = await look(world, claude, session);
  if (!before) throw new Error('The agent has no screen.');
  const target = { place: session.status.place!, id: session.id };
  const steps = [{ text }, enter];
  await world.backend.deliver(target, steps, 0);
  const outcome = await confirm(world, { agent: claude, session, target, steps, before }, limits);
  return { outcome, got, received, typed: typedText(world.paths, session.id) };
}

it('an Enter that an agent has lost is pressed again, and the text is not typed twice', async () => {
  const { outcome, got, received } = await send(enters => enters > 1);
  expect(outcome).toEqual({ type: 'delivered' });
  expect([got, received]).toEqual([['"go on"', 'enter', 'enter'], ['go on']]);
});

it('a message that is never taken is taken out of the prompt again', async () => {
  const { outcome, got, received } = await send(() => false);
  expect(outcome).toEqual({
    type: 'refused',
    why: 'alpha did not take it: it was taken out of its prompt again. Nothing was sent.',
  });
  expect(received).toEqual([]);
  expect(got.filter(key => key === 'enter')).toHaveLength(3);
});

it('what its backend did not see, or a screen that cannot be read, confirms nothing', async () => {
  const { program } = promptAgent({ takes: () => true });
  const world = memoryWorld(program);
  const session = await runningSession(world);
  const before = (await look(world, claude, session))!;
  const target = { place: session.status.place!, id: session.id };
  const sent = { agent: claude, session, target, steps: [{ text: 'go on' }, enter], before };
  expect(await confirm(world, { ...sent, unseen: 'its pane is gone.' }, limits)).toEqual({
    type: 'unconfirmed',
    text: 'Typed, not confirmed: its pane is gone. Peek at alpha to make sure.',
  });
  const capture = () => Promise.reject(new Error('iTerm2 does not answer.'));
  expect(await confirm({ ...world, backend: { ...world.backend, capture } }, sent, limits)).toEqual({
    type: 'unconfirmed',
    text: 'Typed, not confirmed: iTerm2 does not answer. Peek at alpha to make sure.',
  });
});
