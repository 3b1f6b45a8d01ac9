import { expect, it } from 'vitest';
import type { Adopts, Listed } from '../../../src/backends/backend.ts';
import { explainPane } from '../../../src/operations/screen/explain-pane.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** A world in which a person's target names this terminal. */
function whereTargetIs(world: MemoryWorld, pane: Listed | undefined) {
  const adopts = { find: async () => pane, servers: () => ['default', 'work'] } as unknown as Adopts;
  return { ...world, backend: { ...world.backend, can: { adopts } } };
}

async function paneOf(world: MemoryWorld): Promise<Listed> {
  const [pane] = (await world.backend.list()).panes;
  if (!pane) throw new Error('There is no terminal.');
  return pane;
}

it('a terminal of a session that was started here is that session', async () => {
  const world = memoryWorld();
  const { id } = await runningSession(world);
  expect(await explainPane(whereTargetIs(world, await paneOf(world)), 'work:1')).toEqual({ id });
});

it('a terminal in which no agent runs is told by what does run there', async () => {
  const world = memoryWorld();
  await runningSession(world);
  const pane = { ...(await paneOf(world)), id: '', command: 'vim' };
  expect(await explainPane(whereTargetIs(world, pane), 'work:1')).toEqual({
    why: 'No agent runs in the foreground of pane work:1: vim does.',
  });
});

it('a target that names nothing is told with the servers that were asked', async () => {
  expect(await explainPane(whereTargetIs(memoryWorld(), undefined), 'work:9')).toEqual({
    why: 'There is no pane work:9 on the tmux servers that agents knows (default, work).',
  });
});

it('nothing is taken up where the settings say so, or the backend cannot', async () => {
  const world = memoryWorld();
  const off = { ...world, settings: { ...world.settings, adopt: false } };
  expect(await explainPane(off, 'work:1')).toEqual({ why: expect.stringMatching(/^"adopt" is false in /) });
  await expect(explainPane(world, 'work:1')).rejects.toThrow(
    'cannot show agents that were started elsewhere',
  );
});
