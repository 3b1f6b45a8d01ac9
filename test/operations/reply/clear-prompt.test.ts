import { expect, it } from 'vitest';
import { claude } from '../../../src/core/agents/claude/claude.ts';
import { clearPrompt, isPartOf, isText } from '../../../src/operations/reply/clear-prompt.ts';
import { look } from '../../../src/operations/screen/look.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { promptAgent } from '../../helpers/prompt-agent.ts';

async function typing(program: ReturnType<typeof promptAgent>['program'], text: string) {
  const world = memoryWorld(program);
  const session = await runningSession(world);
  const target = { place: session.status.place!, id: session.id };
  await world.backend.deliver(target, [{ text }], 0);
  const before = await look(world, claude, session);
  if (!before) throw new Error('The agent has no screen.');
  return { world, session, typed: { agent: claude, session, target, before } };
}

it('what was typed is taken out again, line by line', async () => {
  const text = Array.from({ length: 9 }, (_, at) => `line ${at}`).join('\n');
  const { world, session, typed } = await typing(promptAgent().program, text);
  expect(typed.before.reading.draft).toContain('line 8');
  expect(await clearPrompt(world, typed)).toBe(true);
  expect((await look(world, claude, session))?.reading.draft).toBe('');
});

it('no key goes where there is no prompt', async () => {
  const { program, got } = agentThatShows(recordedScreen('permission-bash'));
  const { world, typed } = await typing(program, 'go on');
  expect(await clearPrompt(world, typed)).toBe(false);
  expect(got).toEqual(['"go on"']);
});

it('a text is known in a prompt that wraps it or only tells of it', () => {
  expect(isText('go on and\n  lint', 'go on and lint')).toBe(true);
  expect(isText('[Pasted text #1 +40 lines]', 'a long one')).toBe(true);
  expect([isText('go on', 'go on and lint'), isText(undefined, 'go on')]).toEqual([false, false]);
  expect([isPartOf('go on', 'go on and lint'), isPartOf('go off', 'go on')]).toEqual([true, false]);
});
