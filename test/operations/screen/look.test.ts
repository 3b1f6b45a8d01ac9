import { expect, it } from 'vitest';
import { claude } from '../../../src/core/agents/claude/claude.ts';
import { look } from '../../../src/operations/screen/look.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { agentThatShows } from '../../helpers/agent-that-shows.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('a screen is read as it is at this moment', async () => {
  const world = memoryWorld(agentThatShows(recordedScreen('idle')).program);
  const session = await runningSession(world);
  expect((await look(world, claude, session))?.reading).toMatchObject({ state: 'idle', draft: '' });
  world.backend.terminal(session.id)?.draw(recordedScreen('permission-bash'));
  expect((await look(world, claude, session))?.reading.question).toMatchObject({ kind: 'permission' });
});

it('there is nothing to look at where the terminal is gone', async () => {
  const world = memoryWorld();
  const session = await runningSession(world);
  await world.backend.end({ place: session.status.place!, id: session.id });
  expect(await look(world, claude, session)).toBeUndefined();
});

it('nor where a shell has the keys of a terminal in which an agent was found', async () => {
  const world = memoryWorld();
  const session = await runningSession(world, { spec: { kind: 'adopted' } });
  expect(await look(world, claude, session)).toBeUndefined();
});
