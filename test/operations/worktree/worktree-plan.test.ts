import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DispatchRequest } from '../../../src/core/effects.ts';
import { planWorktree, releasePlan } from '../../../src/operations/worktree/worktree-plan.ts';
import { type MemoryWorld, memoryWorld } from '../../helpers/memory-world.ts';

const base = 'c'.repeat(40);

/** The files of a repository with one commit, as git would have written them. */
function makeRepository({ project }: MemoryWorld): string {
  const heads = join(project, '.git', 'refs', 'heads');
  mkdirSync(heads, { recursive: true });
  for (const directory of ['objects', 'info']) mkdirSync(join(project, '.git', directory));
  writeFileSync(join(project, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(project, '.git', 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
  writeFileSync(join(heads, 'main'), `${base}\n`);
  return project;
}

function inRepository(part: Partial<DispatchRequest>) {
  return (world: MemoryWorld) => {
    makeRepository(world);
    return part;
  };
}

function plan(world: MemoryWorld, part: Partial<DispatchRequest> = {}) {
  const request = { kind: 'background', agent: 'claude', text: 'x', cwd: world.project, flags: [] } as const;
  return planWorktree(world, { ...request, ...part }, { id: 'feed0001', slug: 'fix-it' });
}

it('a session in a repository gets a place and a branch of its own, below where it was asked for', () => {
  const world = memoryWorld();
  const repository = makeRepository(world);
  mkdirSync(join(repository, 'src'));
  const path = join(repository, '.agents', 'worktrees', 'fix-it');
  expect(plan(world, { cwd: join(repository, 'src') })).toEqual({
    cwd: join(path, 'src'),
    worktree: { path, from: join(repository, 'src'), repository, branch: 'agents/fix-it', base },
  });
  expect(existsSync(path)).toBe(true);
});

it('a name that is taken gets a number, be it by a place or by a branch', () => {
  const world = memoryWorld();
  const repository = makeRepository(world);
  plan(world);
  mkdirSync(join(repository, '.git', 'refs', 'heads', 'agents'));
  writeFileSync(join(repository, '.git', 'refs', 'heads', 'agents', 'fix-it-2'), base);
  expect(plan(world)).toMatchObject({ worktree: { branch: 'agents/fix-it-3' } });
});

it('a place in which nothing was started is free again', () => {
  const world = memoryWorld();
  makeRepository(world);
  const first = plan(world);
  releasePlan(first);
  expect(plan(world)).toEqual(first);
});

it.each<[string, (world: MemoryWorld) => Partial<DispatchRequest>, string | undefined]>([
  ['outside of git', () => ({}), 'the directory is not in a git repository'],
  ['of a shell job', inRepository({ kind: 'exec' }), undefined],
  ['that is resumed', inRepository({ resume: 'c1' }), undefined],
])('a session %s works in the directory itself', (_title, part, inPlace) => {
  const world = memoryWorld();
  expect(plan(world, part(world))).toEqual({ cwd: world.project, ...(inPlace && { inPlace }) });
});

it('a repository whose place for worktrees leads elsewhere gets none', () => {
  const world = memoryWorld();
  symlinkSync('/tmp', join(makeRepository(world), '.agents'));
  expect(() => plan(world)).toThrow(
    /\.agents is a symbolic link\. Nothing was started; --no-worktree works in /,
  );
});
