import { pullsRequest, readAnswer } from '../../core/pulls/pulls-query.ts';
import type { World } from '../../operations/context/world.ts';
import { askGitHub, type GitHubProblem } from '../../system/git/github/gh.ts';
import { isKnownHost } from '../../system/git/github/gh-hosts.ts';
import { type HostProblem, writePullsProblems } from '../../system/store/job/pulls-file.ts';
import { type Candidate, demands, type RepositoryDemand } from './pulls-demand.ts';
import { gapMs, notBefore, restAfter } from './pulls-pace.ts';
import { markStale, recordAnswer } from './pulls-record.ts';
import type { PullsStore } from './pulls-store.ts';

/** When each host and repository was last asked, and what failed; ms since the epoch. Not needed after a restart. */
export interface Asking {
  readonly repositories: Map<string, Asked>;
  readonly hosts: Map<string, { readonly until: number; readonly problem?: GitHubProblem }>;
  /** Those of single repositories, by their key. */
  readonly problems: Map<string, HostProblem & { readonly until: number }>;
  written: string;
}

interface Asked {
  readonly askedAt: number;
  readonly failures: number;
  readonly numbers: readonly number[];
  readonly branches: readonly string[];
}

export function emptyAsking(): Asking {
  return { repositories: new Map(), hosts: new Map(), problems: new Map(), written: '[]' };
}

interface Poll {
  readonly world: World;
  readonly store: PullsStore;
  readonly asking: Asking;
  readonly candidates: readonly Candidate[];
  readonly isWatched: boolean;
  readonly steadyNow: SteadyClock;
}

/** ms since the epoch by a monotonic clock, which starts with the time of day at the start of this process. */
export type SteadyClock = () => number;

export const steadyClock: SteadyClock = () => performance.timeOrigin + performance.now();

/** One request for each repository that is due, all at once: each is a process that waits for the network. */
export async function askAll(round: Poll): Promise<void> {
  const { world, candidates, asking } = round;
  const usualMs = world.settings['pulls.interval'] * 1000;
  if (usualMs === 0) return;
  const wanted = demands(candidates, world.now());
  const due = wanted.filter(demand => isDue(round, demand, usualMs)).slice(0, mostAtOnce);
  await Promise.all(due.map(demand => askOne(round, demand)));
  const keys = new Set(wanted.map(({ key }) => key));
  for (const map of [asking.repositories, asking.problems])
    for (const key of map.keys()) if (!keys.has(key)) map.delete(key);
  const hosts = new Set(wanted.map(({ repository }) => repository.host));
  for (const host of asking.hosts.keys()) if (!hosts.has(host)) asking.hosts.delete(host);
  writeProblems(round);
}

const mostAtOnce = 4;

function isDue({ asking, isWatched, steadyNow }: Poll, demand: RepositoryDemand, usualMs: number): boolean {
  const now = steadyNow();
  const asked = asking.repositories.get(demand.key);
  const gap = gapMs({ ...demand, isNew: hasMore(demand, asked) }, { usualMs, isWatched });
  if (gap === undefined || (asking.hosts.get(demand.repository.host)?.until ?? 0) > now) return false;
  if ((asking.problems.get(demand.key)?.until ?? 0) > now) return false;
  return asked === undefined || now - asked.askedAt >= gap;
}

function hasMore({ pulls, branches }: RepositoryDemand, asked: Asked | undefined): boolean {
  return (
    pulls.some(({ state, number }) => state === 'unknown' && !asked?.numbers.includes(number)) ||
    branches.some(branch => !asked?.branches.includes(branch))
  );
}

async function askOne(round: Poll, demand: RepositoryDemand): Promise<void> {
  const { world, asking, store, candidates, steadyNow } = round;
  const { key, repository, pulls, branches } = demand;
  const { host } = repository;
  if (!isKnownHost(host, world.env)) {
    const hasPull = pulls.length > 0;
    const text = `gh is not logged in at ${host}: run gh auth login -h ${host}.`;
    // A remote that is not on GitHub is no mistake.
    const problem = hasPull ? { problem: { kind: 'logged-out', text } as const } : {};
    asking.hosts.set(host, { until: steadyNow() + unknownHostMs, ...problem });
    return;
  }
  const numbers = [...new Set(pulls.filter(({ state }) => state !== 'merged').map(({ number }) => number))];
  const body = pullsRequest({ ...repository, numbers, branches });
  const askedAt = steadyNow();
  const failures = asking.repositories.get(key)?.failures ?? 0;
  const answer = await askGitHub({ host, body, env: world.env, now: askedAt });
  if (answer.ok) {
    asking.repositories.set(key, { askedAt, failures: 0, numbers, branches });
    asking.hosts.set(host, { until: askedAt + restAfter(answer.left) });
    asking.problems.delete(key);
    const read = readAnswer(answer.data['repository']);
    const { gone } = answer;
    recordAnswer({ store, candidates, repository, asked: { numbers, branches, gone }, answer: read });
    return;
  }
  asking.repositories.set(key, { askedAt, failures: failures + 1, numbers, branches });
  const until = notBefore(answer, askedAt, failures + 1);
  const { kind, text } = answer;
  if (kind === 'failed') asking.problems.set(key, { host, kind, text, until });
  else asking.hosts.set(host, { until, problem: { kind, text, until } });
  // A rate limit or a broken connection passes; what was known a minute ago is still useful.
  const isLasting = kind === 'missing' || kind === 'logged-out' || failures >= lastingFailures;
  if (isLasting) markStale({ store, candidates, repository });
}

const unknownHostMs = 60_000;
const lastingFailures = 4;

function writeProblems({ world, asking }: Poll): void {
  const ofHosts = [...asking.hosts].flatMap(([host, { problem }]) => (problem ? [{ host, ...problem }] : []));
  const problems = [...ofHosts, ...asking.problems.values()];
  // The times change with each try.
  const shown = problems.map(({ host, kind, text }) => ({ host, kind, text }));
  const text = JSON.stringify(shown);
  if (text === asking.written) return;
  asking.written = text;
  writePullsProblems(world.paths, shown);
}
