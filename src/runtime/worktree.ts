import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withoutForeign } from '../core/sessions/foreign-variables.ts';
import type { Spec } from '../core/sessions/session.ts';
import type { Worktree } from '../core/sessions/worktree.ts';
import { writeFileAtomic } from '../system/files/write-file.ts';
import { findRepository } from '../system/git/find-repository.ts';
import { git } from '../system/git/git.ts';
import { withRepositoryLock } from '../system/git/repository-lock.ts';
import { copyIgnored, excludeFromStatus, linkIgnored, untracked } from '../system/git/worktree-files.ts';
import { run } from '../system/processes/run.ts';
import { replaceSpec } from '../system/records/jobs.ts';
import type { LaunchScript } from '../system/records/launch-script.ts';
import { projectWorktrees } from '../system/settings/project-settings.ts';
import type { World } from './world.ts';

/** A large repository takes its time to be checked out. */
const checkoutMs = 5 * 60 * 1000;

/**
 * Makes the worktree of a session, if it has one and it is not there yet. Returns the session's directory: only a
 * `worktree.create` command tells it this late. Rejects with a sentence.
 */
export async function prepareWorktree(world: World, spec: Spec): Promise<string> {
  const { worktree } = spec;
  if (!worktree) return spec.cwd;
  const { repository, branch, base } = worktree;
  if (repository === undefined || branch === undefined || base === undefined) return createPlace(world, spec);
  const found = findRepository(repository);
  if (typeof found === 'string') throw new Error(`${repository} is no git repository any more.`);
  await withRepositoryLock(found.common, () => add({ ...worktree, repository, branch, base }, found.common));
  const made = findRepository(worktree.path);
  if (typeof made === 'string') throw new Error(`${worktree.path} is no worktree.`);
  const isReady = join(made.gitDirectory, 'agents-ready');
  if (existsSync(isReady)) return spec.cwd;
  // Not under the lock, and as `git worktree add` does it: with the person's post-checkout hook.
  await git(worktree.path, ['checkout', '--force', '--quiet'], { mode: 'as-person', timeoutMs: checkoutMs });
  mkdirSync(spec.cwd, { recursive: true });
  await bringFiles(world, found.common, { from: repository, to: worktree.path });
  // Whoever takes it away can tell by this that it is the session's.
  writeFileAtomic(isReady, `${spec.id}\n`);
  return spec.cwd;
}

/** The command that the launch script runs in a new worktree, if the settings name one (I3). */
export function setupOf(world: World, spec: Spec, directory: string): Pick<LaunchScript, 'setup'> {
  const command = world.settings['worktree.setup'];
  return command && spec.worktree ? { setup: { command, directory, hook: world.paths.hook } } : {};
}

type Made = Required<Worktree>;

async function add({ path, repository, branch, base }: Made, common: string): Promise<void> {
  if (existsSync(join(path, '.git'))) return;
  excludeFromStatus(common, ['/.agents/worktrees/', '/.agents/trash/']);
  const words = ['worktree', 'add', '--quiet', '--no-checkout', '--no-track', '-b', branch, '--', path, base];
  await git(repository, words, { mode: 'in-place', timeoutMs: 60_000 });
}

/** What git ignores and the agent needs: by the person's settings and by the project's. */
async function bringFiles(
  world: World,
  common: string,
  sides: { readonly from: string; readonly to: string },
): Promise<void> {
  const project = projectWorktrees(sides.from);
  await copyIgnored(sides, [...world.settings['worktree.copy'], ...project.copy]);
  const linked = linkIgnored(sides, [...world.settings['worktree.link'], ...project.link]);
  // `node_modules/` in a .gitignore means directories, and a link is none.
  const shown = await untracked(sides.to, linked);
  if (shown.length > 0) {
    await withRepositoryLock(common, async () =>
      excludeFromStatus(
        common,
        shown.map(path => `/${path}`),
      ),
    );
  }
}

/** Outside git: the person's own command makes the place and prints its path. */
async function createPlace(world: World, spec: Spec): Promise<string> {
  const { id, slug, worktree } = spec;
  const command = world.settings['worktree.create'];
  const from = worktree?.from ?? '';
  const { stdout } = await run('/bin/sh', ['-c', command], {
    cwd: from,
    timeoutMs: checkoutMs,
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
