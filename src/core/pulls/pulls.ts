import {
  boolean,
  commit,
  count,
  listOf,
  matches,
  oneOf,
  optional,
  record,
  type Typed,
  text,
  versionOne,
} from '../schema.ts';

/** Where a pull request was found; the first that fits is kept. `text` alone may be a mere mention. */
export const pullSources = ['tool', 'prompt', 'branch', 'text'] as const;
export type PullSource = (typeof pullSources)[number];

/** How many checks of the last commit are how far; `failing` names some of those that failed. Untrusted text. */
export type PullChecks = Typed<typeof checksSchema>;
const checksSchema = record({
  passed: count,
  failed: count,
  pending: count,
  failing: optional(listOf(text)),
});

/** A pull request of a session, as it was last seen. */
export type PullRequest = Typed<typeof pullSchema>;
/** `host`, `owner` and `repo` become links, and words in a request: nothing else than these characters may pass. */
const pullSchema = record({
  host: matches(/^[a-z0-9][a-z0-9.-]{0,252}(:\d{1,5})?$/),
  owner: matches(/^[\w.-]{1,100}$/),
  repo: matches(/^[\w.-]{1,100}$/),
  number: count,
  foundIn: oneOf(pullSources),
  /** `unknown` until GitHub was asked. */
  state: oneOf(['open', 'merged', 'closed', 'unknown']),
  isDraft: optional(boolean),
  /** Untrusted text. */
  title: optional(text),
  checks: optional(checksSchema),
  review: optional(oneOf(['approved', 'changes-requested', 'required'])),
  /** What else keeps it from being merged. */
  obstacle: optional(oneOf(['conflicts', 'behind', 'blocked'])),
  /** What is known is old, since GitHub cannot be asked. */
  isStale: optional(boolean),
  /** Its last commit. */
  head: optional(commit),
});

/** A pull request by its place, as in `https://<host>/<owner>/<repo>/pull/<number>`. */
export type PullRef = Pick<PullRequest, 'host' | 'owner' | 'repo' | 'number'>;

/** `jobs/<id>/pulls.json`, written by the supervisor. */
export type PullsRecord = Typed<typeof pullsSchema>;
export const pullsSchema = record({
  version: versionOne,
  pulls: listOf(pullSchema),
  /** Keys of those that the session only spoke of. */
  mentions: listOf(text),
});

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
