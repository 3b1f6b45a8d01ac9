import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { withoutForeign } from '../../core/lifecycle/foreign-variables.ts';
import type { Spec } from '../../core/session/session.ts';
import type { Worktree } from '../../core/worktree/worktree.ts';
import { readText } from '../../system/files/read-file.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { findRepository } from '../../system/git/find-repository.ts';
import type { Repository } from '../../system/git/git-place.ts';
import { withRepositoryLock } from '../../system/git/repository-lock.ts';
import { makeParents } from '../../system/git/worktree/inside.ts';
import { addWorktree, checkOut, takeBack } from '../../system/git/worktree/make-worktree.ts';
import {
  copyIgnored,
  excludeFromStatus,
  excludePattern,
  linkIgnored,
  untracked,
} from '../../system/git/worktree/worktree-files.ts';
import { run } from '../../system/run/run.ts';
import { projectWorktrees } from '../../system/settings/project-settings.ts';
import { jobDirectory, readyFile, replaceSpec } from '../../system/store/job/jobs.ts';
import type { LaunchScript } from '../../system/store/launch/launch-script.ts';
import type { World } from '../context/world.ts';
import { worktreeProblem } from './worktree-problem.ts';

/** How long the person's own command may take. */
const createMs = 5 * 60 * 1000;

/**
 * Makes the worktree of a session, if it has one and it is not there yet. Returns the session's directory: only a
 * `worktree.create` command tells it this late. Rejects with a sentence, and then nothing is left of a new one.
 */
export async function prepareWorktree(world: World, spec: Spec): Promise<string> {
  const { worktree } = spec;
  if (!worktree) return spec.cwd;
  const { path, repository, branch, base } = worktree;
  if (repository === undefined || branch === undefined || base === undefined) return createPlace(world, spec);
  const wasReady = existsSync(join(jobDirectory(world.paths, spec.id), readyFile)) && existsSync(path);
  if (wasReady) return spec.cwd;
  const found = findRepository(repository);
  if (typeof found === 'string') throw new Error(`${repository} is no git repository any more.`);
  const wanted = { path, repository, branch, base };
  const isNew = !existsSync(join(path, '.git'));
  const made = await withRepositoryLock(found.common, async () => {
    excludeFromStatus(found.common, ['/.agents/worktrees/', '/.agents/trash/']);
    return isNew ? addWorktree(wanted) : branch;
  }).catch(error => {
    throw worktreeProblem(error, repository);
  });
  const place = ownPlace(path, found.common);
  // An agent made a repository of its own of it, or broke it: nothing in there is run or written over.
  if (!place && !isNew) return spec.cwd;
  try {
    if (!place) throw new Error(`${path} is no worktree`);
    await fill(world, { ...spec, worktree: { ...worktree, branch: made } }, place);
  } catch (error) {
    if (isNew)
      await withRepositoryLock(found.common, () => takeBack({ ...wanted, branch: made })).catch(() => {});
    throw worktreeProblem(error, repository);
  }
  return spec.cwd;
}

type Planned = Spec & { readonly worktree: Worktree };

/** Not under the lock: a large repository takes its time to be checked out. */
async function fill(world: World, spec: Planned, place: Repository): Promise<void> {
  const { path, repository = '', branch = '' } = spec.worktree;
  const isReady = join(place.gitDirectory, 'agents-ready');
  if (existsSync(isReady)) return;
  // git writes the index when all files are there.
  const checkoutTrouble = existsSync(join(place.gitDirectory, 'index')) ? undefined : await checkOut(path);
  if (spec.cwd !== path && !makeParents(path, `${relative(path, spec.cwd)}/x`))
    throw new Error(`${spec.cwd} lies behind a symbolic link in the last commit`);
  const left = await bringFiles(world, place.common, { from: repository, to: path });
  const trouble = [checkoutTrouble, left].filter(Boolean).join('; ');
  const worktree = { ...spec.worktree, branch, ...(trouble !== '' && { trouble }) };
  replaceSpec(world.paths, { ...spec, worktree });
  // This mark says that the worktree belongs to the session, for when it is removed.
  writeFileAtomic(isReady, `${spec.id}\n`);
  writeFileAtomic(join(jobDirectory(world.paths, spec.id), readyFile), '');
}

/** Its git directory must know this place, too: a `.git` can name that of another worktree. */
function ownPlace(path: string, common: string): Repository | undefined {
  const place = findRepository(path);
  if (typeof place === 'string' || place.top !== path || !place.isLinked) return undefined;
  const back = readText(join(place.gitDirectory, 'gitdir'))?.trim() ?? '';
  const isHere = resolve(place.gitDirectory, back) === join(path, '.git');
  return isHere && realpathSync(place.common) === realpathSync(common) ? place : undefined;
}

/** The command that the launch script runs in a new worktree, if the settings name one. */
export function setupOf(world: World, spec: Spec, directory: string): Pick<LaunchScript, 'setup'> {
  const command = world.settings['worktree.setup'];
  return command && spec.worktree ? { setup: { command, directory, hook: world.paths.hook } } : {};
}

/** A directory of dependencies can have thousands of links. */
const mostNamed = 5;

/**
 * What git ignores and the agent needs: by the person's settings and by the project's, which is not trusted.
 * Returns what was left out.
 */
async function bringFiles(
  world: World,
  common: string,
  sides: { readonly from: string; readonly to: string },
): Promise<string | undefined> {
  const project = projectWorktrees(sides.from);
  const copied = await copyIgnored(sides, [...world.settings['worktree.copy'], ...project.copy]);
  const linked = await linkIgnored(sides, [...world.settings['worktree.link'], ...project.link]);
  // `node_modules/` in a .gitignore means directories, and a link is none.
  const shown = await untracked(sides.to, linked.paths);
  if (shown.length > 0) {
    await withRepositoryLock(common, async () => excludeFromStatus(common, shown.map(excludePattern)));
  }
  const refused = [...copied.refused, ...linked.refused];
  if (refused.length === 0) return undefined;
  const more = refused.length > mostNamed ? ` and ${refused.length - mostNamed} more` : '';
  const why = 'since git does not ignore it, it leads out of the repository or is no file';
  return `not copied or linked, ${why}: ${refused.slice(0, mostNamed).join(', ')}${more}`;
}

/** Outside git: the person's own command makes the place and prints its path. */
async function createPlace(world: World, spec: Spec): Promise<string> {
  const { id, slug, worktree } = spec;
  const command = world.settings['worktree.create'];
  const from = worktree?.from ?? '';
  const { stdout } = await run('/bin/sh', ['-c', command], {
    cwd: from,
    timeoutMs: createMs,
    input: `${JSON.stringify({ hook_event_name: 'WorktreeCreate', name: slug, cwd: from, session_id: id })}\n`,
    environment: { ...withoutForeign(world.env), AGENTS_WORKTREE_NAME: slug },
  }).catch(error => {
    const said = error instanceof Error ? error.message.replace(/^.*? (failed|took|was|could)/s, '$1') : '';
    throw new Error(`the command of worktree.create ${said}`, { cause: error });
  });
  const path = stdout.trim().split('\n').at(-1) ?? '';
  if (path.startsWith('/') && statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    replaceSpec(world.paths, { ...spec, cwd: path, worktree: { path, from } });
    return path;
  }
  throw new Error(
    `the command of worktree.create printed "${path}", which is no absolute path of a directory.`,
  );
}
