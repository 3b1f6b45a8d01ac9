import { fieldsOf, itemsOf } from '../schema.ts';
import { safeText } from '../text/safe-text.ts';
import type { PullChecks, PullRequest } from './pulls.ts';

/** What is asked of one repository in one request. */
export interface PullsQuestion {
  readonly owner: string;
  readonly repo: string;
  readonly numbers: readonly number[];
  /** Pull requests from branches of these names are looked for. */
  readonly branches: readonly string[];
}

/** A pull request as GitHub tells it. */
export interface AnsweredPull extends Pick<PullRequest, Told> {
  readonly number: number;
  readonly branch: string;
  /** Who owns the repository of the branch; lower case. */
  readonly branchOwner: string;
  /** ms since the epoch. */
  readonly createdAt: number;
}

type Told = 'state' | 'isDraft' | 'title' | 'checks' | 'review' | 'obstacle' | 'head';

/**
 * The body of a request to GitHub's GraphQL API: one for a whole repository, whatever is wanted of it. Names of
 * branches stand in its variables. Fields: https://docs.github.com/en/graphql/reference/objects#pullrequest
 */
export function pullsRequest({ owner, repo, numbers, branches }: PullsQuestion): string {
  const parts = [
    ...numbers.map(number => `n${number}: pullRequest(number: ${number}) { ...pull }`),
    ...branches.map(
      (_branch, index) =>
        `b${index}: pullRequests(headRefName: $b${index}, first: 5, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { ...pull } }`,
    ),
  ];
  const parameters = [
    '$owner: String!',
    '$repo: String!',
    ...branches.map((_, index) => `$b${index}: String!`),
  ];
  const query = `query(${parameters.join(', ')}) { repository(owner: $owner, name: $repo) { ${parts.join(' ')} } }
fragment pull on PullRequest { ${fields} }`;
  const named = Object.fromEntries(branches.map((branch, index) => [`b${index}`, branch]));
  return JSON.stringify({ query, variables: { owner, repo, ...named } });
}

const fields = `number title state isDraft createdAt headRefName headRefOid headRepositoryOwner { login }
reviewDecision mergeStateStatus
commits(last: 1) { nodes { commit { statusCheckRollup { contexts(first: 100) { nodes {
__typename ... on CheckRun { name status conclusion } ... on StatusContext { context state } } } } } } }`;

/** What the answer's `data.repository` says; what has another shape is left out. */
export function readAnswer(repository: unknown): {
  readonly byNumber: readonly AnsweredPull[];
  /** In the order of the question's branches. */
  readonly byBranch: readonly (readonly AnsweredPull[])[];
} {
  const entries = Object.entries(fieldsOf(repository));
  const byNumber = entries.filter(([key]) => /^n\d+$/.test(key)).flatMap(([, value]) => readPull(value));
  const byBranch: AnsweredPull[][] = [];
  for (const [key, value] of entries) {
    const index = /^b(\d+)$/.exec(key)?.[1];
    if (index !== undefined) byBranch[Number(index)] = itemsOf(fieldsOf(value)['nodes']).flatMap(readPull);
  }
  return { byNumber, byBranch };
}

const states: Readonly<Record<string, PullRequest['state']>> = {
  OPEN: 'open',
  MERGED: 'merged',
  CLOSED: 'closed',
};
const reviews: Readonly<Record<string, PullRequest['review']>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  REVIEW_REQUIRED: 'required',
};
const obstacles: Readonly<Record<string, PullRequest['obstacle']>> = {
  DIRTY: 'conflicts',
  BEHIND: 'behind',
  BLOCKED: 'blocked',
};

function readPull(value: unknown): AnsweredPull[] {
  const pull = fieldsOf(value);
  const { number, title } = pull;
  const state = states[text(pull['state'])];
  if (typeof number !== 'number' || state === undefined) return [];
  const checks = readChecks(pull['commits']);
  const review = reviews[text(pull['reviewDecision'])];
  const obstacle = obstacles[text(pull['mergeStateStatus'])];
  const head = /^[0-9a-f]{40,64}$/.exec(text(pull['headRefOid']))?.[0];
  return [
    {
      number,
      state,
      title: safeText(text(title).slice(0, 300)),
      ...(pull['isDraft'] === true && { isDraft: true }),
      ...(checks && { checks }),
      ...(review && { review }),
      ...(obstacle && { obstacle }),
      ...(head && { head }),
      branch: text(pull['headRefName']),
      branchOwner: text(fieldsOf(pull['headRepositoryOwner'])['login']).toLowerCase(),
      createdAt: Date.parse(text(pull['createdAt'])) || 0,
    },
  ];
}

const mostNames = 5;

function readChecks(commits: unknown): PullChecks | undefined {
  const commit = fieldsOf(fieldsOf(itemsOf(fieldsOf(commits)['nodes'])[0])['commit']);
  const contexts = itemsOf(fieldsOf(fieldsOf(commit['statusCheckRollup'])['contexts'])['nodes']).map(
    fieldsOf,
  );
  if (contexts.length === 0) return undefined;
  const results = contexts.map(context => ({ result: resultOf(context), context }));
  const count = (wanted: Result) => results.filter(({ result }) => result === wanted).length;
  const failing = results
    .filter(({ result }) => result === 'failed')
    .map(({ context }) => text(context['name'] ?? context['context']).slice(0, 100));
  return {
    passed: count('passed'),
    failed: failing.length,
    pending: count('pending'),
    ...(failing.length > 0 && { failing: failing.slice(0, mostNames) }),
  };
}

type Result = 'passed' | 'failed' | 'pending';

/** A check run has `status` and, once completed, `conclusion`; a commit status of the older API has `state`. */
function resultOf(context: Readonly<Record<string, unknown>>): Result {
  const isRun = context['__typename'] !== 'StatusContext';
  if (isRun && context['status'] !== 'COMPLETED') return 'pending';
  const word = text(isRun ? context['conclusion'] : context['state']);
  if (['SUCCESS', 'NEUTRAL', 'SKIPPED'].includes(word)) return 'passed';
  return ['PENDING', 'EXPECTED', ''].includes(word) ? 'pending' : 'failed';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
