import { expect, it } from 'vitest';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { sendReply } from '../../../src/operations/reply/reply.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const recorded = recordedScreen('100x40-bash-mode');
/** The shell of Claude Code with nothing typed into it. */
const shell = { ...recorded, lines: recorded.lines.map(line => line.replace(/^(!\s)ls$/, '$1')) };

async function run(screen: Screen, command: string) {
  const { program, got } = agentThatShows(
    screen,
    { after: '!', shows: shell },
    { after: 'enter', shows: recordedScreen('v197-working-0') },
  );
  const world = memoryWorld(program);
  const session = await runningSession(world);
  const bound = { question: undefined, questionNumber: 0 };
  return { outcome: await sendReply(world, session, { bound, reply: { choices: [], command } }), got };
}

it('a command is typed when the screen shows that the agent has opened its shell', async () => {
  const { outcome, got } = await run(recordedScreen('idle'), 'ls');
  expect(outcome).toEqual({ type: 'delivered' });
  expect(got).toEqual(['!', '"ls"', 'enter']);
});

it('the key is not pressed again where the shell is open already', async () => {
  expect((await run(shell, 'ls')).got[0]).toBe('"ls"');
});

it.each([
  ['idle', ' ', 'Write the command after the !; nothing was sent to alpha.'],
  ['v197-working-0', 'ls', 'alpha works; nothing was sent. Its shell is free when it rests.'],
])('on the screen %s the command "%s" is refused', async (screen, command, why) => {
  expect(await run(recordedScreen(screen), command)).toEqual({ outcome: { type: 'refused', why }, got: [] });
});
