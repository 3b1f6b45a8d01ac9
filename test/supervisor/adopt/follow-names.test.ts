import { expect, it } from 'vitest';
import type { Listed, Names } from '../../../src/backends/backend.ts';
import type { Spec } from '../../../src/core/session/session.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { followNames } from '../../../src/supervisor/adopt/follow-names.ts';
import { attempts } from '../../../src/supervisor/attempts.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** A session whose terminal has another name now, and what it is called after a look at it. */
async function renamed(name: string, spec: Partial<Spec> = {}, others = 0) {
  const world = memoryWorld();
  const session = await runningSession(world, { spec });
  const [pane] = (await world.backend.list()).panes;
  const noted: string[] = [];
  const names = {
    groupOf: () => 'one',
    note: async (targets: readonly { readonly id: string }[]) =>
      void noted.push(...targets.map(({ id }) => id)),
  } as unknown as Names;
  const named = { ...world, backend: { ...world.backend, can: { names } } };
  const panes = [{ ...pane, name }, ...Array(others).fill({ ...pane, id: '' })] as Listed[];
  await followNames(named, attempts(world), { sessions: [session], panes });
  return { name: requireSession(world, session.id).userState.name, noted };
}

it('a session is called as its terminal was named there', async () => {
  expect(await renamed('sign in')).toEqual({ name: 'sign in', noted: ['feed0001'] });
});

it('one whose terminal has the name that was noted keeps its own', async () => {
  expect(await renamed('alpha')).toEqual({ name: undefined, noted: [] });
});

it('one that shares its name with others, or was only found, keeps its own, and that is noted', async () => {
  expect(await renamed('sign in', {}, 1)).toEqual({ name: undefined, noted: ['feed0001'] });
  expect(await renamed('sign in', { kind: 'adopted' })).toEqual({ name: undefined, noted: ['feed0001'] });
});
