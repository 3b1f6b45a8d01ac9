import { factsOf } from '../../core/lifecycle/status-facts.ts';
import type { PullRef, PullRequest } from '../../core/pulls/pulls.ts';
import type { Session } from '../../core/session/session.ts';
import type { BranchFacts, RemoteRepository } from '../../system/git/github/remote-branch.ts';
import type { Demand } from './pulls-pace.ts';

/** A session with what its directory and the record say. */
export interface Candidate {
  readonly session: Session;
  readonly pulls: readonly PullRequest[];
  readonly facts: BranchFacts | undefined;
}

/** Everything that is wanted of one repository. */
export interface RepositoryDemand extends Omit<Demand, 'isNew'> {
  /** Lower case: `host/owner/repo`. */
  readonly key: string;
  readonly repository: RemoteRepository;
  readonly branches: readonly string[];
}

const busyMs = 15 * 60_000;
/** In one request; the answer stays small. */
const mostBranches = 30;

export function repositoryKey({ host, owner, repo }: RemoteRepository): string {
  return `${host}/${owner}/${repo}`.toLowerCase();
}

/** A fork's pull request lies in the repository that it was forked from: a remote as well, most often. */
const mostRemotes = 3;

/** What all sessions together want, by repository. */
export function demands(candidates: readonly Candidate[], now: number): readonly RepositoryDemand[] {
  const found = new Map<string, Collected>();
  const at = ({ host, owner, repo }: RemoteRepository) => {
    const repository = { host, owner, repo };
    const key = repositoryKey(repository);
    const known: Collected = found.get(key) ?? { key, repository, pulls: [], branches: new Map() };
    found.set(key, known);
    return known;
  };
  for (const { session, pulls, facts } of candidates) {
    for (const pull of pulls) at(pull).pulls.push(pull);
    const { pushed } = facts ?? {};
    if (!facts || !pushed || !hasWorked(session)) continue;
    const isBusy = session.status.state === 'working' || now - session.status.since < busyMs;
    for (const remote of facts.remotes.slice(0, mostRemotes)) {
      const { branches } = at(remote);
      branches.set(pushed, isBusy || (branches.get(pushed) ?? false));
    }
  }
  return [...found.values()].map(({ branches, ...rest }) => {
    const busyBranches = [...branches.values()].filter(Boolean).length;
    const names = [...branches.keys()].slice(0, mostBranches);
    return { ...rest, branches: names, busyBranches, restingBranches: branches.size - busyBranches };
  });
}

interface Collected {
  readonly key: string;
  readonly repository: RemoteRepository;
  readonly pulls: PullRequest[];
  /** By name: whether a session on it is busy. */
  readonly branches: Map<string, boolean>;
}

/** A directory's branch says nothing of a session that has done nothing there. */
export function hasWorked({ status, spec }: Session): boolean {
  return factsOf(status).hasWorked || (spec.kind === 'exec' && status.process !== 'none');
}

/**
 * Whether an address in a session's words is of what it works on: of a repository that its directory names, or of one
 * of the same name, which was forked. Where nothing tells, any is.
 */
export function isOwnRepository(ref: PullRef, facts: BranchFacts | undefined): boolean {
  if (!facts || facts.remotes.length === 0) return true;
  const repo = ref.repo.toLowerCase();
  return facts.remotes.some(remote => remote.host === ref.host && remote.repo.toLowerCase() === repo);
}
