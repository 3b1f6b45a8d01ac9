import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { describedAgent } from '../../../src/core/agents/described/described.ts';
import { registerAgents } from '../../../src/core/agents/index.ts';
import { giveFirstPrompts, isPromptGiven } from '../../../src/operations/reply/first-prompt.ts';
import { lines } from '../../core/observe/observation.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** An agent that takes its prompt in its own prompt only. */
const own = describedAgent('own', {
  label: 'Own',
  command: ['own'],
  prompt: 'paste',
  rules: [
    { state: 'working', screen: /^Working/mu, lines: 5 },
    { state: 'idle', screen: /^> /mu, lines: 5 },
  ],
  interrupt: ['escape'],
});

beforeEach(() => {
  registerAgents([own]);
  onTestFinished(() => registerAgents([]));
});

function listening() {
  const { program, got } = agentThatShows(lines('> '), { after: 'enter', shows: lines('do it', 'Working') });
  return { world: memoryWorld(program), got };
}

it('a program that takes no prompt as an argument gets it when it listens, and once', async () => {
  const { world, got } = listening();
  const session = await runningSession(world, { spec: { agent: 'own', firstLine: 'do it' } });
  await giveFirstPrompts(world, [session]);
  await giveFirstPrompts(world, [session]);
  expect(got).toEqual(['"do it"', 'enter']);
  expect(isPromptGiven(world.paths, session.id)).toBe(true);
});

it('not before it listens, and not where nothing was asked', async () => {
  const { world, got } = listening();
  const busy = await runningSession(world, { spec: { agent: 'own' }, status: { state: 'working' } });
  const silent = { id: 'feed0002', agent: 'own', firstLine: ' ' };
  await giveFirstPrompts(world, [busy, await runningSession(world, { spec: silent })]);
  expect(got).toEqual([]);
});

it('where nothing could be typed it is tried again', async () => {
  const { world } = listening();
  const session = await runningSession(world, { spec: { agent: 'own' } });
  world.backend.terminal(session.id)?.exit({ exitCode: 0 });
  await giveFirstPrompts(world, [session]);
  expect(isPromptGiven(world.paths, session.id)).toBe(false);
});
