import type { PullRequest } from '../../core/pulls/pulls.ts';
import type { GitHubProblem } from '../../system/git/github/gh.ts';

const minuteMs = 60_000;
/** While checks run and a view is open. */
const hurryMs = 12_000;
/** Several things can become known within a moment. */
const newMs = 5000;

/** What is wanted of one repository. */
export interface Demand {
  readonly pulls: readonly PullRequest[];
  /** Branches with sessions that were active recently, and how many others. */
  readonly busyBranches: number;
  readonly restingBranches: number;
  /** Something in it was never asked for. */
  readonly isNew: boolean;
}

export interface Pace {
  /** The person's setting; ms. */
  readonly usualMs: number;
  /** Whether a view is open. */
  readonly isWatched: boolean;
}

/** How long after one request the next is due; undefined when there is nothing to ask. ms. */
export function gapMs(
  { pulls, busyBranches, restingBranches, isNew }: Demand,
  pace: Pace,
): number | undefined {
  const { usualMs, isWatched } = pace;
  if (isNew) return Math.min(usualMs, newMs);
  // Also one that could not be told the last time.
  const open = pulls.filter(({ state }) => state === 'open' || state === 'unknown');
  if (isWatched && open.some(({ checks }) => (checks?.pending ?? 0) > 0)) return Math.min(usualMs, hurryMs);
  if (open.length > 0 || busyBranches > 0) return isWatched ? usualMs : 4 * usualMs;
  // A closed one can be opened again; a merged one cannot.
  const isIdle = restingBranches === 0 && pulls.every(({ state }) => state === 'merged');
  return isIdle ? undefined : 20 * usualMs;
}

/** When a host may be asked again after a problem with it; failures are counted from 1. ms since the epoch. */
export function notBefore(problem: GitHubProblem, now: number, failures: number): number {
  if (problem.until !== undefined) return problem.until;
  // Found on PATH at no cost; a login is asked for once a minute.
  if (problem.kind === 'missing') return now + 5000;
  if (problem.kind === 'logged-out') return now + minuteMs;
  return now + Math.min(15 * minuteMs, 15_000 * 2 ** failures);
}

/** Agents share this limit: the last of it is theirs. */
const fewLeft = 300;

export function restAfter(left: number | undefined): number {
  return left !== undefined && left < fewLeft ? 5 * minuteMs : 0;
}
