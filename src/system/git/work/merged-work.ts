import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askGit, git } from '../git.ts';

/** What of a session is known besides its repository. */
export interface Around {
  /** Last commits of its pull requests that are merged, as GitHub tells. */
  readonly mergedHeads: readonly string[];
  /** Branches that were made for sessions: no work goes into them, also where someone looks at one in the main worktree. */
  readonly made: ReadonlySet<string>;
}

/** The commit that a session has come to. */
export interface Tip extends Around {
  readonly commit: string;
  /** The branch that it is on, which proves nothing. */
  readonly branch: string | undefined;
}

/**
 * Whether a branch into which work goes (`main` and its like, that of the main worktree) has all of it: the commits
 * themselves, or, after a squash or a rebase, every change that they make together. Never rejects: when that cannot be
 * proved, or takes too long, it is false.
 */
export async function isMerged(directory: string, tip: Tip): Promise<boolean> {
  try {
    return await isProved(directory, tip);
  } catch {
    return false;
  }
}

async function isProved(directory: string, tip: Tip): Promise<boolean> {
  for (const head of tip.mergedHeads)
    if (head === tip.commit || (await isAncestor(directory, tip.commit, head))) return true;
  for (const trunk of await trunks(directory, tip)) {
    const key = `${tip.commit} ${trunk}`;
    const known = proved.get(key) ?? (await isIn(directory, tip.commit, trunk));
    if (proved.size >= mostProved) proved.clear();
    proved.set(key, known);
    if (known) return true;
  }
  return false;
}

/** Of two commits this never changes. */
const proved = new Map<string, boolean>();
const mostProved = 1000;

const trunkNames = ['main', 'master', 'trunk', 'develop'];

/** Where they stand now; each commit once. */
async function trunks(directory: string, { branch: own, made }: Tip): Promise<readonly string[]> {
  const patterns = [
    'refs/remotes/*/HEAD',
    ...trunkNames.flatMap(name => [`refs/heads/${name}`, `refs/remotes/*/${name}`]),
  ];
  const listed = await askGit(directory, [
    'for-each-ref',
    '--format=%(objectname) %(refname) %(symref)',
    ...patterns,
  ]);
  const main = await askGit(directory, ['rev-parse', '--symbolic-full-name', 'main-worktree/HEAD']);
  const name = /^refs\/heads\/(.+)$/.exec(main)?.[1];
  const isBranch = name !== undefined && !made.has(name);
  const theirs = isBranch ? `${await askGit(directory, ['rev-parse', '-q', '--verify', main])} ${main}` : '';
  const isOwn = (ref: string) => own !== undefined && ref.endsWith(`/${own}`);
  const others = [...listed.split('\n'), theirs].filter(line => !line.trim().split(' ').slice(1).some(isOwn));
  return [...new Set(others.flatMap(line => /^[0-9a-f]{40,64}/.exec(line)?.[0] ?? []))];
}

async function isIn(directory: string, commit: string, trunk: string): Promise<boolean> {
  return (await isAncestor(directory, commit, trunk)) || isSquashed(directory, commit, trunk);
}

/** False, too, when one of them is not there. */
export async function isAncestor(directory: string, commit: string, of: string): Promise<boolean> {
  const { exitCode } = await git(directory, ['merge-base', '--is-ancestor', commit, of], { mayFail: true });
  return exitCode === 0;
}

/** Of the commits that came to the same files meanwhile, so many of the latest are looked at. */
const mostCandidates = 40;
const mostPaths = 300;
/** For all of them: someone may wait to delete the session. */
const triesMs = 10_000;

/**
 * Whether there is a commit on the trunk into which merging this one would bring nothing new. It is the merge itself
 * that is tried, as blanks count: `git cherry` and patch-ids pass over them.
 */
async function isSquashed(directory: string, commit: string, trunk: string): Promise<boolean> {
  const fork = await askGit(directory, ['merge-base', commit, trunk]);
  const changed =
    fork && (await askGit(directory, ['diff', '--name-only', '--no-renames', '-z', fork, commit]));
  // Commits that undo each other leave no trace in a squash.
  if (!fork || !changed) return false;
  const paths = changed.split('\0').filter(Boolean);
  const some = paths.length <= mostPaths ? ['--', ...paths.map(path => `:(top,literal)${path}`)] : [];
  const range = [`--max-count=${mostCandidates}`, trunk, `^${fork}`];
  const candidates = (await askGit(directory, ['rev-list', ...range, ...some])).split('\n').filter(Boolean);
  return candidates.length > 0 && bringsNothing(directory, commit, candidates);
}

/** What a trial merge makes goes to a directory of its own: nothing is written to the repository. */
async function bringsNothing(
  directory: string,
  commit: string,
  candidates: readonly string[],
): Promise<boolean> {
  const objects = await askGit(directory, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
  const made = mkdtempSync(join(tmpdir(), 'agents-merge-'));
  const environment = {
    GIT_OBJECT_DIRECTORY: made,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects),
  };
  const deadline = performance.now() + triesMs;
  try {
    for (const candidate of candidates) {
      const merge = ['merge-tree', '--write-tree', candidate, commit];
      const timeoutMs = Math.max(1, deadline - performance.now());
      const { exitCode, stdout } = await git(directory, merge, { environment, timeoutMs, mayFail: true });
      // Neither merged nor in conflict: git before 2.38 does not know how.
      if (exitCode > 1) return false;
      const tree = await askGit(directory, ['rev-parse', '-q', '--verify', `${candidate}^{tree}`]);
      if (exitCode === 0 && tree !== '' && stdout === tree) return true;
    }
    return false;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
