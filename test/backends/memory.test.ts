import { describe, expect, it } from 'vitest';
import { required } from '../../src/backends/backend.ts';
import { memoryBackend, type Program } from '../../src/backends/memory.ts';
import { contract, type Subject } from './contract.ts';

describe('a backend in memory', () => {
  contract(use => use(subject()));

  it('says what it cannot', () => {
    expect(() => required(memoryBackend(), 'adopts')).toThrow(
      'Sessions that live in memory cannot show agents that were started elsewhere.',
    );
    expect(() => memoryBackend().attachCommand({ backend: 'memory' })).toThrow('cannot be looked at');
  });

  it('draws what a test says, with its title and cursor', async () => {
    const backend = memoryBackend();
    const place = await backend.start({ id: 'feed0001', slug: 'one', argv: ['one'] });
    backend.terminal('feed0001')?.draw({ lines: ['a', 'b'], title: 't', cursorX: 3, cursorY: 1 });
    const screen = (await backend.capture([{ id: 'feed0001', place }])).get('feed0001');
    expect(screen).toMatchObject({ title: 't', cursorX: 3, cursorY: 1, width: 200, height: 50 });
    expect(screen?.lines.slice(0, 3)).toEqual(['a', 'b', '']);
  });
});

function subject(): Subject {
  const received = new Map<string, string>();
  const program: Program = (_terminal, { id }) => {
    const take = (bytes: string) => received.set(id, (received.get(id) ?? '') + bytes);
    return { type: take, press: key => take(key === 'enter' ? '\r' : key) };
  };
  const backend = memoryBackend(program);
  let count = 0;
  const start = async () => {
    const id = `feed000${count++}`;
    return { place: await backend.start({ id, slug: id, argv: ['program'] }), id };
  };
  return {
    backend,
    recorder: async () => {
      const target = await start();
      return { target, received: () => received.get(target.id) ?? '' };
    },
    printer: async lines => {
      const target = await start();
      backend.terminal(target.id)?.print(...lines);
      return target;
    },
    exit: async ({ id }, exitCode) => backend.terminal(id)?.exit({ exitCode }),
  };
}
