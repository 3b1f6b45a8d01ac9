import { join } from 'node:path';
import { insidePath } from '../../core/settings/setting.ts';
import { readJson } from '../files/read-file.ts';
import { isRecord } from '../files/shape.ts';

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
  const own = worktreePart(join(top, '.agents', 'settings.json'));
  const theirs = ['settings.local.json', 'settings.json'].map(name =>
    isolation(worktreePart(join(top, '.claude', name))),
  );
  const bgIsolation = [isolation(own), ...theirs].find(value => value !== undefined);
  return {
    ...(bgIsolation === undefined ? {} : { bgIsolation }),
    copy: pathsIn(own['copy']),
    link: pathsIn(own['link']),
  };
}

function worktreePart(file: string): Readonly<Record<string, unknown>> {
  const read = readJson(file, isRecord, { followLinks: true });
  if (!read.ok) return {};
  const part = read.value['worktree'];
  const flat = Object.entries(read.value).flatMap(([key, value]) =>
    key.startsWith('worktree.') ? [[key.slice('worktree.'.length), value] as const] : [],
  );
  return { ...(isRecord(part) ? part : {}), ...Object.fromEntries(flat) };
}

function isolation(part: Readonly<Record<string, unknown>>): 'worktree' | 'none' | undefined {
  const value = part['bgIsolation'];
  return value === 'none' || value === 'worktree' ? value : undefined;
}

function pathsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((each): each is string => typeof each === 'string' && insidePath.test(each));
}
