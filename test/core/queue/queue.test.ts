import { describe, expect, it } from 'vitest';
import { pressureOf, type Readings } from '../../../src/core/queue/pressure.ts';
import { inQueueOrder, liveSessions } from '../../../src/core/queue/queue.ts';
import type { UserState } from '../../../src/core/session/session.ts';
import { defaultSettings } from '../../../src/core/settings/settings.ts';
import { aSession } from '../../helpers/sessions.ts';
import { event, pane, spec, watch } from '../observe/observation.ts';

describe('what makes a new session wait', () => {
  it.each<[Readings, string | undefined]>([
    [{}, undefined],
    [{ memoryFree: 25, memoryStall: 40, loadPerCore: 16, swapGrowth: 200 }, undefined],
    [{ memoryFree: 18.9 }, 'memory 18 % free'],
    [{ memoryStall: 61.4 }, 'programs wait for memory (61 % of the time)'],
    [{ loadPerCore: 17.25 }, 'load 17.3 per core'],
    [{ swapGrowth: 201 }, 'swap is growing'],
  ])('%j: %s', (readings, reason) => {
    expect(pressureOf(readings, defaultSettings)?.words).toBe(reason);
  });

  it('is nothing where every limit is 0', () => {
    const none = {
      'queue.memoryFreePercent': 0,
      'queue.maxMemoryStallPercent': 0,
      'queue.maxLoadPerCore': 0,
      'queue.maxSwapGrowthMb': 0,
    };
    const worst = { memoryFree: 0, memoryStall: 100, loadPerCore: 1000, swapGrowth: 1e6 };
    expect(pressureOf(worst, none)).toBeUndefined();
  });
});

it('the queue goes by pins, then by the person’s order, then by age', () => {
  const userState: Readonly<Record<string, Partial<UserState>>> = {
    b: { order: 2 },
    c: { pinned: true },
    d: { order: 1 },
  };
  const entries = ['a', 'b', 'c', 'd', 'e'].map((id, at) => ({ id, at, reason: '' }));
  const sessions = new Map(entries.map(({ id }) => [id, aSession(id, { userState: userState[id] ?? {} })]));
  expect(inQueueOrder(entries.toReversed(), sessions).map(({ id }) => id)).toEqual(['c', 'a', 'e', 'd', 'b']);
});

it('agents that run or are on their way count, and nothing else does', () => {
  const of = (id: string, process: 'alive' | 'exited' | 'none', state: 'working' | 'queued' = 'working') =>
    aSession(id, { status: { process, state } });
  const others = (['exec', 'adopted'] as const).map(kind => aSession(kind, { spec: { kind } }));
  const sessions = [
    of('a', 'alive'),
    of('b', 'none'),
    of('c', 'exited'),
    of('d', 'none', 'queued'),
    ...others,
  ];
  expect(liveSessions(sessions, new Set())).toBe(3);
  expect(liveSessions(sessions, new Set(['d']))).toBe(2);
});

describe('a session that waits', () => {
  const waits = { pane: undefined, queued: 'memory 18 % free' };
  const minute = 60_000;

  it('is queued with the reason for as long as it takes, and its run begins when it is let go', () => {
    const started = { pane, now: 10 * minute, events: [event('Started', 10 * minute)] };
    const seen = watch([
      waits,
      { ...waits, now: 9 * minute, queued: 'its turn comes' },
      { pane: undefined, now: 10 * minute - 500 },
      started,
    ]);
    expect(seen.map(({ state, summary, process }) => `${state} ${process}: ${summary}`)).toEqual([
      'queued none: queued: memory 18 % free',
      'queued none: queued: its turn comes',
      'working none: starting…',
      'working alive: starting…',
    ]);
    expect(seen.at(-1)).toMatchObject({ startedAt: 10 * minute - 500 });
  });

  it('fails when nobody starts it after that, and is stopped when a person says so', () => {
    const gone = { pane: undefined, now: 10 * minute };
    expect(watch([waits, gone, { ...gone, now: 11 * minute }]).at(-1)).toMatchObject({ state: 'failed' });
    const userState = { version: 1, stoppedAt: 1500 } as const;
    expect(watch([waits, { ...waits, userState }]).at(-1)).toMatchObject({
      state: 'stopped',
      process: 'exited',
    });
  });

  it('is what its pane says as soon as there is one', () => {
    const last = watch([waits, { queued: waits.queued, screen: 'working' }]).at(-1);
    expect(last).toMatchObject({ state: 'working', process: 'alive', id: spec.id });
  });
});
