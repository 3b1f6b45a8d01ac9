import { expect, it } from 'vitest';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { changeBackend } from '../../../src/operations/dispatch/change-backend.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

it('has a session live elsewhere from its next start on, and back again', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  const backend = () => requireSession(world, id).spec.backend;
  changeBackend(world, id, 'iterm2');
  expect(backend()).toBe('iterm2');
  changeBackend(world, id, 'in-process');
  expect(backend()).toBe('in-process');
  changeBackend(world, id, 'tmux');
  expect(backend()).toBeUndefined();
});

it('leaves one where it is that was not started here', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world, { spec: { kind: 'adopted' } });
  expect(() => changeBackend(world, id, 'iterm2')).toThrow('alpha was not started here');
  expect(requireSession(world, id).spec.backend).toBeUndefined();
});
