import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fleet } from './fleet.ts';
import { openFleet } from './fleet.ts';
import type { ScratchHome } from './scratch-home.ts';
import { makeRepository, scratchHome } from './scratch-home.ts';

/** A repository in a scratch home, in which each agent gets a worktree of its own. */
export interface RepositoryFleet extends Fleet {
  readonly repository: string;
  /** git in the repository; gives what it prints. */
  readonly git: (...words: readonly string[]) => string;
  /** git in another directory. */
  readonly gitIn: (directory: string, ...words: readonly string[]) => string;
  readonly write: (path: string, text: string) => void;
}

/** A fleet whose person works in that repository: the view and the verbs run there. */
export function openRepository(settings: object = {}): RepositoryFleet {
  const home = scratchHome();
  const repository = join(home.root, 'shop');
  makeRepository(repository, home.env);
  if (Object.keys(settings).length > 0) writeSettings(home, settings);
  const gitIn = (directory: string, ...words: readonly string[]) =>
    execFileSync('git', ['-C', directory, ...words], { env: home.env, encoding: 'utf8', stdio: 'pipe' });
  return {
    ...openFleet({ ...home, project: repository }),
    repository,
    git: (...words) => gitIn(repository, ...words),
    gitIn,
    write: (path, text) => {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), text);
    },
  };
}

export function writeSettings(home: ScratchHome, settings: object): void {
  const directory = join(home.env['XDG_CONFIG_HOME'] ?? '', 'agents');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'settings.json'), JSON.stringify(settings));
}
