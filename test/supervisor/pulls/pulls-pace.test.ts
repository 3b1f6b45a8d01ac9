import { expect, it } from 'vitest';
import type { PullRequest } from '../../../src/core/pulls/pulls.ts';
import { type Demand, gapMs, notBefore, restAfter } from '../../../src/supervisor/pulls/pulls-pace.ts';

const pull: PullRequest = {
  host: 'github.com',
  owner: 'acme',
  repo: 'game',
  number: 7,
  foundIn: 'tool',
  state: 'open',
};
const pending = { ...pull, checks: { passed: 1, failed: 0, pending: 1 } };
const merged = { ...pull, state: 'merged' as const };
const closed = { ...pull, state: 'closed' as const };
const nothing: Demand = { pulls: [], busyBranches: 0, restingBranches: 0, isNew: false };

it.each<[string, Partial<Demand>, watched: number | undefined, unwatched: number | undefined]>([
  ['something new', { pulls: [merged], isNew: true }, 5, 5],
  ['running checks', { pulls: [pull, pending] }, 12, 120],
  ['an open one', { pulls: [merged, pull] }, 30, 120],
  ['one that could not be told', { pulls: [{ ...pull, state: 'unknown' }] }, 30, 120],
  ['a branch that is worked on', { busyBranches: 1 }, 30, 120],
  ['a branch at rest', { restingBranches: 1 }, 600, 600],
  ['a closed one', { pulls: [closed] }, 600, 600],
  ['merged ones', { pulls: [merged] }, undefined, undefined],
  ['nothing', {}, undefined, undefined],
])('%s is asked about every %2$s s in an open view, %3$s s without', (_name, part, watched, unwatched) => {
  const gap = (isWatched: boolean) => gapMs({ ...nothing, ...part }, { usualMs: 30_000, isWatched });
  expect(gap(true)).toBe(watched === undefined ? undefined : watched * 1000);
  expect(gap(false)).toBe(unwatched === undefined ? undefined : unwatched * 1000);
});

it('backs off from 30 s to a quarter of an hour, or as long as GitHub says', () => {
  const failed = { kind: 'failed', text: '' } as const;
  expect([1, 2, 3, 20].map(failures => notBefore(failed, 0, failures) / 1000)).toEqual([30, 60, 120, 900]);
  expect(notBefore({ kind: 'rate-limited', text: '', until: 777 }, 0, 1)).toBe(777);
  expect([4999, 299, undefined].map(restAfter)).toEqual([0, 300_000, 0]);
});
