import { describe, expect, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { type MemoryBackend, memoryBackend } from '../../src/backends/memory.ts';
import { routed } from '../../src/backends/router.ts';
import { withPtyHost } from '../helpers/pty-host.ts';
import { shellRequest } from '../helpers/tmux-server.ts';

describe('several backends as one', () => {
  it('start a session where its request says, and list them all', () =>
    both(async ({ all, memory }) => {
      const here = await all.start({ id: 'feed0001', slug: 'one', argv: ['one'] });
      const there = await all.start(shellRequest('exec sleep 60', { id: 'feed0002', backend: 'in-process' }));
      expect([here.backend, there.backend]).toEqual(['memory', 'in-process']);
      expect((await all.list('own')).panes.map(({ id }) => id)).toEqual(['feed0001', 'feed0002']);
      expect((await all.list(there)).panes.map(({ id }) => id)).toEqual(['feed0002']);
      expect((await memory.list()).panes).toHaveLength(1);
    }));

  it('are asked for a session by its place', () =>
    both(async ({ all, memory }) => {
      const here = { id: 'feed0001', place: await all.start({ id: 'feed0001', slug: 'one', argv: ['one'] }) };
      const request = shellRequest('echo pty; exec sleep 60', { id: 'feed0002', backend: 'in-process' });
      const there = { id: 'feed0002', place: await all.start(request) };
      memory.terminal('feed0001')?.print('memory');
      await expect.poll(async () => firstLines(all, [here, there])).toEqual(['memory', 'pty']);
      await all.end(there);
      expect((await all.list()).panes).toMatchObject([{ id: 'feed0001' }]);
    }));

  it('tell of the server of each place, which ends alone', () =>
    both(async ({ all, hosting }) => {
      const here = await all.start({ id: 'feed0001', slug: 'one', argv: ['one'] });
      const there = await all.start(shellRequest('exec sleep 60', { backend: 'in-process' }));
      const before = await all.survey();
      expect(before.serverAt?.(there)?.pid).toBe(process.pid);
      await hosting.close();
      const after = await all.survey();
      expect(after.serverAt?.(there)).toBeUndefined();
      expect(after.serverAt?.(here)).toBeDefined();
    }));

  it('refuse a place that none of them knows', () =>
    both(async ({ all }) => {
      const target = { id: 'feed0001', place: { backend: 'elsewhere' } };
      await expect(all.deliver(target, [{ text: 'x' }], 0)).rejects.toThrow('lives in elsewhere');
    }));
});

interface Both {
  readonly all: Backend;
  readonly memory: MemoryBackend;
  readonly hosting: { readonly close: () => Promise<void> };
}

function both(use: (both: Both) => Promise<void>): Promise<void> {
  return withPtyHost(({ backend, hosting }) => {
    const memory = memoryBackend();
    return use({ all: routed(memory, [backend]), memory, hosting });
  });
}

async function firstLines(all: Backend, targets: readonly Parameters<Backend['capture']>[0][number][]) {
  const screens = await all.capture(targets);
  return targets.map(({ id }) => screens.get(id)?.lines[0]);
}
