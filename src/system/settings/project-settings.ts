import { join } from 'node:path';
import { insidePath } from '../../core/settings/setting.ts';
import { uncheckedSettings } from './settings-file.ts';

/** What a repository says of the worktrees of its sessions. */
export interface ProjectWorktrees {
  readonly bgIsolation?: 'worktree' | 'none';
  readonly copy: readonly string[];
  readonly link: readonly string[];
}

/**
 * `worktree` of `.agents/settings.json`, and `bgIsolation` of Claude Code's own files where ours says nothing. No
 * command is taken from a repository, which is not trusted. Never throws; what is wrong counts as absent.
 */
export function projectWorktrees(top: string): ProjectWorktrees {
  const own = uncheckedSettings(join(top, '.agents', 'settings.json'));
  const theirs = ['settings.local.json', 'settings.json'].map(name =>
    uncheckedSettings(join(top, '.claude', name)),
  );
  const bgIsolation = [own, ...theirs].map(isolation).find(value => value !== undefined);
  return {
    ...(bgIsolation === undefined ? {} : { bgIsolation }),
    copy: pathsIn(own.get('worktree.copy')),
    link: pathsIn(own.get('worktree.link')),
  };
}

function isolation(values: ReadonlyMap<string, unknown>): 'worktree' | 'none' | undefined {
  const value = values.get('worktree.bgIsolation');
  return value === 'none' || value === 'worktree' ? value : undefined;
}

function pathsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((each): each is string => typeof each === 'string' && insidePath.test(each));
}
