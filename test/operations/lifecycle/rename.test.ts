import { expect, it } from 'vitest';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { renameSession } from '../../../src/operations/lifecycle/rename.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** A backend whose terminals have names. */
function withNames(world: MemoryWorld) {
  const slugs: string[] = [];
  const names = { rename: async (_target: unknown, slug: string) => void slugs.push(slug) } as never;
  return { slugs, named: { ...world, backend: { ...world.backend, can: { names } } } };
}

it('a session gets another name, and its terminal one made of it', async () => {
  const { named, slugs } = withNames(memoryWorld());
  const session = await runningSession(named);
  await renameSession(named, session, '  Fix\nthe "login"  ');
  expect(requireSession(named, session.id).userState.name).toBe('Fix the "login"');
  expect(slugs).toEqual(['fix-the-login']);
});

it('a terminal that nobody started here keeps its name', async () => {
  const { named, slugs } = withNames(memoryWorld());
  const session = await runningSession(named, { spec: { kind: 'adopted' } });
  await renameSession(named, session, 'login');
  expect(requireSession(named, session.id).userState.name).toBe('login');
  expect(slugs).toEqual([]);
});

it('a name of which nothing can be shown is refused', async () => {
  const world = memoryWorld();
  const session = await runningSession(world);
  await expect(renameSession(world, session, ' \x07 ')).rejects.toThrow('alpha keeps its name');
  expect(requireSession(world, session.id).userState.name).toBeUndefined();
});
