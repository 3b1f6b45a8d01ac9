import { expect, it } from 'vitest';
import type { Adopts, Listed, Tag } from '../../../src/backends/backend.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { emptyAdoption } from '../../../src/supervisor/adopt/adopt.ts';
import { factsOf, settleTags } from '../../../src/supervisor/adopt/adopted-panes.ts';
import type { Found } from '../../../src/supervisor/adopt/find-agents.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';
import { pane } from '../../helpers/sample-session.ts';
import { aSession } from '../../helpers/sessions.ts';

const place = { backend: 'tmux', key: '1' };
const row = aSession('feed0001', { spec: { kind: 'adopted' }, status: { place, questionNumber: 4 } });

function tagging() {
  const tags: Tag[] = [];
  const adopts = {
    keyOf: (each: { readonly key?: string }) => each.key ?? '',
    tag: async (given: readonly Tag[]) => void tags.push(...given),
  } as unknown as Adopts;
  const world = memoryWorld();
  const withAdopts = { ...world, backend: { ...world.backend, can: { adopts } } };
  const memory = emptyAdoption();
  const settle = async (id: string, found: readonly Found[], adopted: readonly Session[]) => {
    memory.found = new Map(found.map(one => [one.id, one]));
    const panes: Listed[] = [{ ...pane, place, id }];
    const known = new Map(adopted.map(session => [session.id, session]));
    await settleTags(withAdopts, memory, {
      sessions: adopted,
      listing: { server: undefined, panes: [], unmanaged: panes },
      adopted: known,
    });
    return tags.splice(0).map(tag => `${tag.action} ${tag.id}`);
  };
  return { settle, world: withAdopts };
}

const found: Found = { id: 'feed0001', agent: 'claude', place };

it('a terminal gets the id of the agent in it once, though the listing shows it late', async () => {
  const { settle } = tagging();
  expect(await settle('', [found], [row])).toEqual(['set feed0001']);
  expect(await settle('', [found], [row])).toEqual([]);
});

it('it loses the id when the agent has left it', async () => {
  const { settle } = tagging();
  expect(await settle('feed0001', [], [row])).toContain('unset feed0001');
  expect(await settle('feed0001', [found], [row])).toEqual([]);
});

it('what is known of an agent is that of its terminal, with its own process', () => {
  const { world } = tagging();
  const process = { pid: 20, parent: 10, group: 20, foreground: 20, isStopped: true } as never;
  const listing = { server: undefined, panes: [], unmanaged: [{ ...pane, place, id: '' }] };
  const facts = factsOf(world, new Map([['feed0001', { ...found, agent: 'codex', process }]]), listing);
  expect(facts.get('feed0001')).toMatchObject({ id: 'feed0001', pid: 20, stoppedPid: 20, place });
});
