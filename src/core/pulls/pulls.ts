/** Where a pull request was found; the first that fits is kept. `text` alone may be a mere mention. */
export const pullSources = ['tool', 'prompt', 'branch', 'text'] as const;
export type PullSource = (typeof pullSources)[number];

/** A pull request by its place; `host` and the rest are as in `https://<host>/<owner>/<repo>/pull/<number>`. */
export interface PullRef {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** How many checks of the last commit are how far; `failing` names some of those that failed. Untrusted text. */
export interface PullChecks {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  readonly failing?: readonly string[];
}

export const pullStates = ['open', 'merged', 'closed', 'unknown'] as const;
export const pullReviews = ['approved', 'changes-requested', 'required'] as const;
export const pullObstacles = ['conflicts', 'behind', 'blocked'] as const;

/** `jobs/<id>/pulls.json`, written by the supervisor. */
export interface PullsRecord {
  readonly version: 1;
  readonly pulls: readonly PullRequest[];
  /** Keys of those that the session only spoke of. */
  readonly mentions: readonly string[];
}

/** The last commits of those that are merged. */
export function mergedHeads(pulls: readonly PullRequest[] | undefined): readonly string[] {
  return (pulls ?? []).flatMap(({ state, head }) => (state === 'merged' && head !== undefined ? [head] : []));
}

/** GitHub takes names of owners and repositories in any case. */
export function pullKey({ host, owner, repo, number }: PullRef): string {
  return `${host}/${owner}/${repo}#${number}`.toLowerCase();
}

export function pullUrl({ host, owner, repo, number }: PullRef): string {
  return `https://${host}/${owner}/${repo}/pull/${number}`;
}

/** How it stands, in the four ways that a badge tells apart. */
export type PullStanding = 'waiting' | 'ready' | 'merged' | 'quiet';

export function standingOf(pull: PullRequest): PullStanding {
  if (pull.state === 'merged') return 'merged';
  if (pull.state !== 'open' || pull.isDraft || pull.isStale) return 'quiet';
  const { failed = 0, pending = 0 } = pull.checks ?? {};
  if (failed + pending > 0 || pull.obstacle) return 'waiting';
  return pull.review === undefined || pull.review === 'approved' ? 'ready' : 'waiting';
}

const urgency: readonly PullStanding[] = ['waiting', 'ready', 'quiet', 'merged'];

/** The one that most needs a person. */
export function mostUrgent(pulls: readonly PullRequest[]): PullRequest | undefined {
  return [...pulls].sort((a, b) => urgency.indexOf(standingOf(a)) - urgency.indexOf(standingOf(b)))[0];
}

/** One that a tool has just opened counts as open before GitHub was asked. */
export function isOpen({ state, isDraft, foundIn }: PullRequest): boolean {
  return !isDraft && (state === 'open' || (state === 'unknown' && foundIn === 'tool'));
}
/** A pull request of a session, as it was last seen. */
export interface PullRequest extends PullRef {
  readonly foundIn: PullSource;
  /** `unknown` until GitHub was asked. */
  readonly state: (typeof pullStates)[number];
  readonly isDraft?: boolean;
  /** Untrusted text. */
  readonly title?: string;
  readonly checks?: PullChecks;
  readonly review?: (typeof pullReviews)[number];
  /** What else keeps it from being merged. */
  readonly obstacle?: (typeof pullObstacles)[number];
  /** What is known is old, since GitHub cannot be asked. */
  readonly isStale?: boolean;
  /** Its last commit. */
  readonly head?: string;
}
