import { expect, it } from 'vitest';
import { adoptedSpec, renewedSpec } from '../../../src/supervisor/adopt/adopted-spec.ts';
import type { Found } from '../../../src/supervisor/adopt/find-agents.ts';
import { tableFromPs } from '../../../src/system/processes/process-table.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';

const none = tableFromPs('');
const file = { pid: 5, sessionId: 'c1', status: 'idle', updatedAt: 0, cwd: '/home/me/game' } as const;
const found: Found = { id: 'feed0001', agent: 'claude', file, place: { backend: 'tmux' } };

it('an agent that nobody started here is called as it calls itself, and works where it says', () => {
  const named = { ...found, file: { ...file, name: ' Fix\nthe \x1b[31mlogin ' } };
  expect(adoptedSpec(memoryWorld(), none, named)).toMatchObject({
    ...{ id: 'feed0001', kind: 'adopted', name: 'Fix the login', cwd: '/home/me/game' },
    ...{ sessionId: 'c1', firstLine: 'found in tmux' },
  });
});

it('one that says nothing is called by its agent and directory', () => {
  const world = memoryWorld();
  const spec = adoptedSpec(world, none, { id: 'feed0001', agent: 'codex' });
  expect(spec).toMatchObject({ cwd: world.env['HOME'], firstLine: 'found in another terminal' });
  expect(spec.name).toMatch(/^codex in agents-memory-/);
  expect(adoptedSpec(world, none, found).name).toBe('claude in game');
});

it('its name and conversation are followed, and the record stays the very same otherwise', () => {
  const spec = adoptedSpec(memoryWorld(), none, found);
  expect(renewedSpec(spec, found)).toBe(spec);
  const later = { ...found, file: { ...file, sessionId: 'c2', name: 'login' } };
  expect(renewedSpec(spec, later)).toEqual({ ...spec, name: 'login', sessionId: 'c2' });
});
