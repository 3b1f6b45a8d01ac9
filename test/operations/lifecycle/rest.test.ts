import { expect, it } from 'vitest';
import type { Program } from '../../../src/backends/memory.ts';
import type { Spec } from '../../../src/core/session/session.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { rest } from '../../../src/operations/lifecycle/rest.ts';
import { lastScreen } from '../../../src/system/store/history/last-screen.ts';
import { addMessage } from '../../../src/system/store/messages/waiting-messages.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const sessionId = '11111111-2222-4333-8444-555555555555';

const showing =
  (screen: string): Program =>
  terminal => {
    terminal.draw(recordedScreen(screen));
    return {};
  };

async function idle(screen: string, spec: Partial<Spec> = {}) {
  const world = memoryWorld(showing(screen));
  const session = await runningSession(world, { spec, status: { sessionId } });
  const isAlive = async () => (await world.backend.list()).panes[0]?.dead === false;
  return { world, session, isAlive };
}

it('an idle session is stopped, which is on record, and its screen is kept', async () => {
  const { world, session, isAlive } = await idle('idle');
  expect(await rest(world, session)).toBe(true);
  expect(await isAlive()).toBe(false);
  expect(requireSession(world, session.id).userState.restedAt).toBeGreaterThan(0);
  expect(lastScreen(world.paths, session.id)?.join('\n')).toContain('❯');
});

it.each([
  ['works after all', 'working'],
  ['holds a draft of the person', 'typed'],
  ['works in the background', '40x24-background-shell'],
])('one that %s is left alone', async (_title, screen) => {
  const { world, session, isAlive } = await idle(screen);
  expect(await rest(world, session)).toBe(false);
  expect(await isAlive()).toBe(true);
  expect(requireSession(world, session.id).userState.restedAt).toBeUndefined();
});

it('one for which a message waits, or which could not come back, is left alone', async () => {
  const waiting = await idle('idle');
  addMessage(waiting.world.paths, waiting.session.id, 'go on');
  expect(await rest(waiting.world, waiting.session)).toBe(false);
  const unknown = await idle('idle', { agent: 'nobody' });
  expect(await rest(unknown.world, unknown.session)).toBe(false);
});

it('one that cannot be stopped does not count as suspended', async () => {
  const { world, session } = await idle('idle');
  const stop = async () => {
    throw new Error('it does not die.');
  };
  await expect(rest({ ...world, backend: { ...world.backend, stop } }, session)).rejects.toThrow(
    'does not die',
  );
  expect(requireSession(world, session.id).userState.restedAt).toBe(0);
});
