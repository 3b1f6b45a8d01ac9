import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../files/read-file.ts';
import { git } from '../git.ts';
import type { GitMode } from '../git-options.ts';

/** A repository on a host, that a remote names. */
export interface RemoteRepository {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

/** What pull requests a directory can have. */
export interface BranchFacts {
  /** In the order in which git lists them. */
  readonly remotes: readonly RemoteRepository[];
  /** The branch that is checked out, when a remote has it: without that it has no pull request. */
  readonly pushed?: string;
  /** Where git keeps what this was read from, and how that stood. */
  readonly seen: Seen;
}

interface Seen {
  readonly gitDirectory: string;
  readonly common: string;
  readonly remoteNames: readonly string[];
  readonly fingerprint: string;
}

/**
 * Remotes and pushed branch of the repository that a directory lies in; undefined when it lies in none. No request
 * goes out and git takes no lock. While nothing has changed since `before`, git is not asked: that is 0.1 ms.
 */
export async function branchFacts(directory: string, before?: BranchFacts): Promise<BranchFacts | undefined> {
  if (before && fingerprintOf(before.seen) === before.seen.fingerprint) return before;
  const [places, urls, branch] = await Promise.all([
    ask(directory, ['rev-parse', '--path-format=absolute', '--git-dir', '--git-common-dir'], 'in-place'),
    ask(directory, ['config', '--get-regexp', String.raw`^remote\..*\.url$`], 'in-place'),
    ask(directory, ['symbolic-ref', '-q', '--short', 'HEAD']),
  ]);
  const [gitDirectory, common] = (places ?? '').split('\n');
  if (!gitDirectory || !common || urls === undefined || branch === undefined) return undefined;
  const lines = urls.split('\n').filter(Boolean);
  const remoteNames = lines.map(line => line.slice('remote.'.length, line.indexOf('.url ')));
  const remotes = lines.flatMap(line => repositoryAt(line.slice(line.indexOf(' ') + 1).trim()) ?? []);
  // Before git is asked once more: what changes meanwhile is seen next time.
  const place = { gitDirectory, common, remoteNames };
  const seen = { ...place, fingerprint: fingerprintOf(place) };
  if (remotes.length === 0 || branch === '' || isTrunk(branch)) return { remotes, seen };
  const kept = await ask(directory, ['for-each-ref', '--format=%(refname)', `refs/remotes/*/${branch}`]);
  return kept ? { remotes, pushed: branch, seen } : { remotes, seen };
}

/** `https://host/owner/repo.git`, `ssh://git@host:22/owner/repo`, `git@host:owner/repo`. */
export function repositoryAt(url: string): RemoteRepository | undefined {
  const address = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/.exec(url);
  const short = /^(?:[^@/:]+@)?([^/:]+):(?!\/\/)(.+)$/.exec(url);
  const [, host = '', path = ''] = address ?? short ?? [];
  const [, owner, repo] = /^\/?([\w.-]{1,100})\/([\w.-]{1,100}?)(?:\.git)?\/?$/.exec(path) ?? [];
  if (!owner || !repo || !/^[a-z0-9][a-z0-9.-]*\.[a-z0-9.-]*[a-z0-9]$/i.test(host)) return undefined;
  // GitHub's ssh over the port of https.
  return { host: host.toLowerCase().replace(/^ssh\.github\.com$/, 'github.com'), owner, repo };
}

/** Work goes into these, not out of them. */
function isTrunk(branch: string): boolean {
  return ['main', 'master', 'trunk', 'develop'].includes(branch);
}

/** What is checked out, the remotes, and where a push leaves its trace: a file of the branch, or the packed ones. */
function fingerprintOf({ gitDirectory, common, remoteNames }: Omit<Seen, 'fingerprint'>): string {
  const head = textOf(join(gitDirectory, 'HEAD'));
  const branch = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1];
  const traces = branch ? remoteNames.map(name => join('refs/remotes', name, branch)) : [];
  const files = ['config', 'packed-refs', 'reftable/tables.list', ...traces];
  return [head, ...files.map(file => `${changedAt(join(common, file))}`)].join('\n');
}

function textOf(path: string): string {
  return (readText(path) ?? '').slice(0, 1000);
}

function changedAt(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  } catch {
    return 0;
  }
}

/** Empty when git says no; undefined when it cannot be asked there. */
async function ask(directory: string, words: readonly string[], mode?: GitMode): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await git(directory, words, { mayFail: true, ...(mode && { mode }) });
    if (exitCode > 1) return undefined;
    return exitCode === 0 ? stdout : '';
  } catch {
    return undefined;
  }
}
