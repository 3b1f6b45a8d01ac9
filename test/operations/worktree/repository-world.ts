import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DispatchRequest } from '../../../src/core/effects.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { dispatch } from '../../../src/operations/dispatch/dispatch.ts';
import { emptyRepository } from '../../helpers/git.ts';
import { type MemoryWorld, memoryWorld } from '../../helpers/memory-world.ts';

/** A world whose project is a repository with one commit, in which each session gets a worktree of its own. */
export function repositoryWorld() {
  const world = memoryWorld();
  const git = emptyRepository(world.project);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write(join(world.project, 'a.txt'), 'one\n');
  write(join(world.project, '.gitignore'), '.env\n');
  git('add', '.');
  git('commit', '-q', '-m', 'Begin');
  return { world, git, write };
}

/** A session that was dispatched there, with its worktree. */
export async function dispatched(world: MemoryWorld, part: Partial<DispatchRequest> = {}): Promise<Session> {
  const request = {
    kind: 'background',
    agent: 'claude',
    text: 'fix it',
    flags: [],
    cwd: world.project,
  } as const;
  const { spec, started } = dispatch(world, { ...request, ...part });
  await started;
  return requireSession(world, spec.id);
}

/** Its worktree; throws when it has none. */
export function worktreeOf({ spec }: Session) {
  if (!spec.worktree) throw new Error(`${spec.name} has no worktree.`);
  return spec.worktree;
}
