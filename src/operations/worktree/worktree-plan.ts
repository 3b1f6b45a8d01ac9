import { lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { DispatchRequest } from '../../core/effects.ts';
import { UserError } from '../../core/errors/user-error.ts';
import type { Worktree } from '../../core/worktree/worktree.ts';
import { errorCode, reasonOf } from '../../system/files/reason.ts';
import { findRepository, hasBranch, headCommit, isBranch } from '../../system/git/find-repository.ts';
import type { Repository } from '../../system/git/git-place.ts';
import { projectWorktrees } from '../../system/settings/project-settings.ts';
import type { World } from '../context/world.ts';

/** Where a session will work: in a worktree that is still to be made, or in the directory itself and why. */
export type Plan =
  | { readonly cwd: string; readonly worktree: Worktree }
  | { readonly cwd: string; readonly inPlace?: string };

/**
 * Decides from files alone, in a millisecond, so that the row appears at once. The worktree's directory is
 * made here and is empty, which reserves its name against other processes that start a session. Throws a sentence.
 */
export function planWorktree(
  world: World,
  request: DispatchRequest,
  { id, slug }: { readonly id: string; readonly slug: string },
): Plan {
  const { cwd } = request;
  const wanted = request.worktree ?? (request.kind === 'background' && request.resume === undefined);
  if (!wanted) return { cwd };
  const isAsked = request.worktree === true;
  const repository = findRepository(cwd);
  if (repository === 'none') return outsideGit(world, cwd);
  const why = whyInPlace(world, repository, isAsked);
  const base = typeof repository === 'string' || why ? undefined : headCommit(repository);
  const main = typeof repository === 'string' ? undefined : repository.main;
  if (typeof repository === 'string' || main === undefined || base === undefined) {
    const inPlace = why ?? 'the repository has no commit yet';
    if (isAsked)
      throw new UserError('no-worktree', `${cwd} cannot have a worktree: ${inPlace}. Nothing was started.`);
    return { cwd, inPlace };
  }
  const prefix = world.settings['worktree.branchPrefix'];
  const { path, branch } = reserve({ repository, main, id, slug, prefix });
  const below = relative(repository.top, realpathSync(cwd));
  return { cwd: join(path, below), worktree: { path, from: cwd, repository: main, branch, base } };
}

/** Removes the directory that reserved the name, when nothing was recorded. */
export function releasePlan(plan: Plan): void {
  if (!('worktree' in plan) || plan.worktree.repository === undefined) return;
  try {
    rmdirSync(plan.worktree.path);
  } catch {
    // An empty directory is left, which shows nowhere.
  }
}

/** Where the settings name a command that makes a place; its path is known when it has run. */
function outsideGit(world: World, cwd: string): Plan {
  return world.settings['worktree.create']
    ? { cwd, worktree: { path: cwd, from: cwd } }
    : { cwd, inPlace: 'the directory is not in a git repository' };
}

function whyInPlace(
  world: World,
  repository: Repository | 'bare' | 'submodule',
  isAsked: boolean,
): string | undefined {
  if (repository === 'bare') return 'the repository is bare';
  if (repository === 'submodule') return 'the directory is in a submodule';
  if (repository.main === undefined) return 'the main repository is bare';
  if (isAsked) return undefined;
  if (repository.isLinked) return 'the directory is in a linked worktree already';
  const isolation = projectWorktrees(repository.top).bgIsolation ?? world.settings['worktree.bgIsolation'];
  return isolation === 'none' ? 'worktree.bgIsolation is "none"' : undefined;
}

interface Request {
  readonly repository: Repository;
  readonly main: string;
  readonly id: string;
  readonly slug: string;
  readonly prefix: string;
}

/** `fix-login`, `fix-login-2`, …: the first of which there is neither a directory nor a branch. */
function reserve({ repository, main, id, slug, prefix }: Request): {
  readonly path: string;
  readonly branch: string;
} {
  const { common } = repository;
  const directory = join(main, '.agents', 'worktrees');
  const start = freePrefix(common, prefix);
  try {
    checkNoLink(main);
    mkdirSync(directory, { recursive: true });
    for (let number = 1; ; number += 1) {
      // Where the branches cannot be told from the files, and after a hundred, the id makes the name a new one.
      const isSure = hasBranch(common, `${start}${slug}`) !== undefined && number <= 100;
      const name = isSure ? (number === 1 ? slug : `${slug}-${number}`) : `${slug}-${id}-${number}`;
      const path = join(directory, name);
      if (!make(path)) continue;
      const branch = `${start}${name}`;
      if (!hasBranch(common, branch)) return { path, branch };
      rmdirSync(path);
    }
  } catch (error) {
    throw new Error(
      `No worktree can be made in ${directory}: ${reasonOf(error)}. Nothing was started; --no-worktree works in ${main} itself.`,
      { cause: error },
    );
  }
}

/** Where a branch is called `agents`, git cannot make `agents/fix`: there it is `agents-fix`. */
function freePrefix(common: string, prefix: string): string {
  const parts = prefix.split('/').slice(0, -1);
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return above.some(name => isBranch(common, name)) ? prefix.replaceAll('/', '-') : prefix;
}

/** A symbolic link in a repository could lead writes anywhere. */
function checkNoLink(main: string): void {
  for (const path of [join(main, '.agents'), join(main, '.agents', 'worktrees')]) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Error(`${path} is a symbolic link`);
  }
}

function make(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
