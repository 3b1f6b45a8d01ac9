import { git } from '../git.ts';

/**
 * Of the paths, those whose content passes through a filter that only the repository itself names (git-crypt, git-lfs
 * installed for one repository). It is not run, so whether they differ from what is committed is not known.
 */
export async function unsureFiles(top: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const filters = await ownFilters(top);
  if (filters.size === 0) return [];
  const input = paths.map(path => `${path}\0`).join('');
  const words = ['check-attr', '-z', '--stdin', 'filter'];
  const { stdout } = await git(top, words, { input, maxBytes: 50_000_000 });
  const parts = stdout.split('\0');
  // A path, the attribute, its value, and so on.
  return paths.filter((path, index) => parts[index * 3] === path && filters.has(parts[index * 3 + 2] ?? ''));
}

/** Names of the filters that the repository's own configuration has. */
export async function ownFilters(top: string): Promise<ReadonlySet<string>> {
  const words = ['config', '--show-scope', '--name-only', '-z', '--get-regexp', filterKey];
  const { stdout } = await git(top, words, { mode: 'in-place', mayFail: true });
  const parts = stdout.split('\0');
  const keys = parts.filter((_, index) => ['local', 'worktree'].includes(parts[index - 1] ?? ''));
  return new Set(keys.map(key => key.replace(/^filter\.|\.\w+$/g, '')));
}

const filterKey = String.raw`^filter\..*\.(clean|process)$`;
