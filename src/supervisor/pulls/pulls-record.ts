import type { PullRequest } from '../../core/pulls/pulls.ts';
import { pullKey } from '../../core/pulls/pulls.ts';
import type { AnsweredPull, readAnswer } from '../../core/pulls/pulls-query.ts';
import type { RemoteRepository } from '../../system/git/github/remote-branch.ts';
import { type Candidate, hasWorked, repositoryKey } from './pulls-demand.ts';
import type { PullsStore } from './pulls-store.ts';

interface Place {
  readonly store: PullsStore;
  readonly candidates: readonly Candidate[];
  readonly repository: RemoteRepository;
}

interface Answer extends Place {
  readonly asked: {
    readonly numbers: readonly number[];
    readonly branches: readonly string[];
    /** `n7`: there is no pull request of that number. */
    readonly gone: readonly string[];
  };
  readonly answer: ReturnType<typeof readAnswer>;
}

/** Puts what GitHub said of one repository into the records of all sessions. */
export function recordAnswer(given: Answer): void {
  const { store, candidates, asked, answer } = given;
  const byNumber = new Map(answer.byNumber.map(pull => [pull.number, pull]));
  // A pull request that was asked for twice, by number and by branch, is the same.
  for (const pull of answer.byBranch.flat()) byNumber.set(pull.number, pull);
  for (const candidate of candidates) {
    const { id } = candidate.session;
    const mentions: PullRequest[] = [];
    const pulls = store.of(id).flatMap(pull => {
      if (!isIn(given, pull) || !asked.numbers.includes(pull.number)) return [pull];
      const told = byNumber.get(pull.number);
      const isGone = asked.gone.includes(`n${pull.number}`);
      if (isGone || (told && isMention(candidate, pull, told))) {
        mentions.push(pull);
        return [];
      }
      return [told ? withAnswer(pull, told) : pull];
    });
    const known = new Set([...pulls, ...mentions].map(pullKey));
    const added = ofBranch(given, candidate).filter(pull => !known.has(pullKey(pull)));
    store.replace(id, [...pulls, ...added], mentions);
  }
}

/** Without an answer for long, what is known of open ones may be wrong. */
export function markStale(given: Place): void {
  for (const { session } of given.candidates) {
    const pulls = given.store.of(session.id);
    const marked = pulls.map(pull =>
      isIn(given, pull) && pull.state === 'open' ? { ...pull, isStale: true } : pull,
    );
    given.store.replace(session.id, marked);
  }
}

function isIn({ repository }: Place, pull: PullRequest): boolean {
  return repositoryKey(pull) === repositoryKey(repository);
}

/** Clocks differ a little. */
const clockMs = 60_000;

/** One that a session only spoke of: it is older than the session, and not of its branch. */
function isMention({ session, facts }: Candidate, pull: PullRequest, told: AnsweredPull): boolean {
  if (pull.foundIn !== 'text' || pull.state !== 'unknown') return false;
  return told.createdAt < session.spec.createdAt - clockMs && told.branch !== facts?.pushed;
}

function withAnswer({ host, owner, repo, number, foundIn }: PullRequest, told: AnsweredPull): PullRequest {
  const { branch: _branch, branchOwner: _owner, createdAt: _createdAt, ...state } = told;
  return { host, owner, repo, foundIn, ...state, number };
}

/**
 * Those from the branch that is checked out. Others have branches of that name in forks of their own: the fork must
 * be one of the directory's remotes. One that was over before the session began is of earlier work.
 */
function ofBranch(
  { repository, asked, answer }: Answer,
  { session, facts }: Candidate,
): readonly PullRequest[] {
  const index = facts?.pushed === undefined ? -1 : asked.branches.indexOf(facts.pushed);
  if (!facts || index === -1 || !hasWorked(session)) return [];
  const isOfThis = facts.remotes.some(remote => repositoryKey(remote) === repositoryKey(repository));
  const owners = new Set(facts.remotes.map(({ owner }) => owner.toLowerCase()));
  if (!isOfThis) return [];
  return (answer.byBranch[index] ?? [])
    .filter(pull => owners.has(pull.branchOwner))
    .filter(pull => pull.state === 'open' || pull.createdAt >= session.spec.createdAt - clockMs)
    .map(pull =>
      withAnswer({ ...repository, number: pull.number, foundIn: 'branch', state: 'unknown' }, pull),
    );
}
