import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScratchHome } from './scratch-home.ts';

/** A pull request as GitHub's GraphQL API tells it; what is left out is as of a fresh one without checks. */
export interface GitHubPull {
  readonly number: number;
  readonly repository?: string;
  readonly title?: string;
  readonly state?: 'OPEN' | 'MERGED' | 'CLOSED';
  readonly isDraft?: boolean;
  readonly branch?: string;
  /** Who owns the repository of the branch; default the one of the repository itself. */
  readonly owner?: string;
  /** Its last commit. */
  readonly head?: string;
  readonly createdAt?: string;
  readonly review?: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED';
  readonly merge?: 'CLEAN' | 'DIRTY' | 'BLOCKED' | 'BEHIND' | 'UNSTABLE' | 'DRAFT';
  /** Conclusions of check runs; `null` for one that runs. */
  readonly checks?: readonly ('SUCCESS' | 'FAILURE' | null)[];
}

export type Mode = 'answers' | 'logged-out' | 'rate-limited' | 'broken';

/** One run of `gh`. */
export interface GhCall {
  readonly argv: readonly string[];
  readonly at: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface FakeGh {
  readonly set: (pulls: readonly GitHubPull[], mode?: Mode) => void;
  readonly calls: () => readonly GhCall[];
  readonly uninstall: () => void;
}

/** A `gh` in this home that answers `gh api graphql -i --input -` as the real one does, without a network. */
export function installGh(
  home: ScratchHome,
  pulls: readonly GitHubPull[] = [],
  mode: Mode = 'answers',
): FakeGh {
  const [program, world, calls] = ['bin/gh', 'gh-world.json', 'gh-calls'].map(name =>
    join(home.root, name),
  ) as [string, string, string];
  const set = (now: readonly GitHubPull[], how: Mode = 'answers') => {
    // Whole or not at all: it may be read at any moment.
    writeFileSync(`${world}.new`, JSON.stringify({ pulls: now, mode: how }));
    renameSync(`${world}.new`, world);
  };
  set(pulls, mode);
  const script = programText.replace('WORLD', JSON.stringify(world)).replace('CALLS', JSON.stringify(calls));
  writeFileSync(join(home.root, 'gh.mjs'), script);
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(home.root, 'gh.mjs')}' "$@"\n`, {
    mode: 0o755,
  });
  return {
    set,
    calls: () =>
      existsSync(calls)
        ? readFileSync(calls, 'utf8')
            .split('\n')
            .filter(Boolean)
            .map(line => JSON.parse(line) as GhCall)
        : [],
    uninstall: () => rmSync(program),
  };
}

// Headers, exit codes and messages as of gh 2.60 and api.github.com.
const programText = String.raw`
import { appendFileSync, readFileSync } from 'node:fs';
const argv = process.argv.slice(2);
const { pulls, mode } = JSON.parse(readFileSync(WORLD, 'utf8'));
const usual = argv[0] === 'api' && argv[1] === 'graphql' && argv.includes('-i') && argv.join(' ').endsWith('--input -');
if (!usual) {
  process.stderr.write('unknown command ' + argv.join(' ') + '\n');
  process.exit(1);
}
const { query, variables } = JSON.parse(readFileSync(0, 'utf8'));
appendFileSync(CALLS, JSON.stringify({ argv, at: Date.now(), query, variables }) + '\n');
if (mode === 'logged-out') {
  process.stderr.write('To get started with GitHub CLI, please run:  gh auth login\nAlternatively, populate the GH_TOKEN environment variable with a GitHub API authentication token.\n');
  process.exit(4);
}
if (mode === 'broken') {
  process.stderr.write('error connecting to api.github.com\ncheck your internet connection or https://githubstatus.com\n');
  process.exit(1);
}
const answer = (status, left, body) => {
  process.stdout.write('HTTP/2.0 ' + status + '\n' + [
    'Content-Type: application/json; charset=utf-8',
    'X-Ratelimit-Limit: 5000',
    'X-Ratelimit-Remaining: ' + left,
    'X-Ratelimit-Reset: ' + (Math.floor(Date.now() / 1000) + 1200),
  ].join('\r\n') + '\r\n\r\n' + JSON.stringify(body));
};
if (mode === 'rate-limited') {
  const message = 'API rate limit already exceeded for user ID 1234.';
  answer('200 OK', 0, { errors: [{ type: 'RATE_LIMITED', message }] });
  process.stderr.write('gh: ' + message + '\n');
  process.exit(1);
}
const full = variables.owner + '/' + variables.repo;
const here = pulls.filter(pull => (pull.repository ?? 'acme/game') === full);
const told = pull => ({
  number: pull.number,
  title: pull.title ?? 'Change ' + pull.number,
  state: pull.state ?? 'OPEN',
  isDraft: pull.isDraft ?? false,
  createdAt: pull.createdAt ?? new Date().toISOString(),
  headRefName: pull.branch ?? 'change-' + pull.number,
  headRefOid: pull.head ?? '0'.repeat(40),
  headRepositoryOwner: { login: pull.owner ?? full.split('/')[0] },
  reviewDecision: pull.review ?? null,
  mergeStateStatus: pull.merge ?? 'CLEAN',
  commits: { nodes: [{ commit: { statusCheckRollup: pull.checks ? { contexts: { nodes: pull.checks.map((conclusion, index) => ({
    __typename: 'CheckRun', name: 'check-' + (index + 1), status: conclusion ? 'COMPLETED' : 'IN_PROGRESS', conclusion,
  })) } } : null } }] },
});
const repository = {};
const errors = [];
for (const [, alias, number] of query.matchAll(/(n\d+): pullRequest\(number: (\d+)\)/g)) {
  const pull = here.find(candidate => candidate.number === Number(number));
  repository[alias] = pull ? told(pull) : null;
  if (!pull) errors.push({ type: 'NOT_FOUND', path: ['repository', alias], message: 'Could not resolve to a PullRequest with the number of ' + number + '.' });
}
for (const [, alias, name] of query.matchAll(/(b\d+): pullRequests\(headRefName: \$(b\d+)/g))
  repository[alias] = { nodes: here.filter(pull => pull.branch === variables[name]).map(told) };
answer('200 OK', 4990, { data: { repository }, ...(errors.length > 0 && { errors }) });
if (errors.length > 0) {
  process.stderr.write('gh: ' + errors[0].message + '\n');
  process.exit(1);
}
`;
