import { withoutForeign } from '../../core/lifecycle/foreign-variables.ts';
import { runAtOnce } from '../processes/run-at-once.ts';
import { type RunResult, run } from '../run/run.ts';
import type { GitMode, GitOptions } from './git-options.ts';
import { isolation } from './isolation.ts';

/**
 * Runs git in a directory. It takes no lock that it can do without, so that an agent's own git command never fails
 * for it, asks nothing, starts no file-system monitor and no pager, and sees no variable of a git hook that we were
 * started from. No submodule is entered: git runs in there with that one's own configuration.
 */
export async function git(
  directory: string,
  args: readonly string[],
  { mode = 'isolated', ...options }: GitOptions = {},
): Promise<RunResult> {
  const isolated = mode === 'isolated' ? await isolation(directory, git) : {};
  const environment = { ...environmentFor(mode), ...isolated, ...options.environment };
  const shownAs = `git ${args.slice(0, args[0] === 'worktree' ? 2 : 1).join(' ')} in ${directory}`;
  const words = [...ownWords(mode), '-C', directory, ...args];
  return run('git', words, { shownAs, code: 'git', ...options, environment });
}

/** The same for a question with one line as its answer; empty when git says no. */
export async function askGit(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const { exitCode, stdout } = await git(directory, args, { ...options, mayFail: true });
  return exitCode === 0 ? stdout : '';
}

/** The same, waiting, for what runs nothing whatever the configuration says; undefined when git says no. */
export function askGitAtOnce(directory: string, args: readonly string[]): string | undefined {
  try {
    const words = [...ownWords('in-place'), '-C', directory, ...args];
    return runAtOnce('git', words, environmentFor('in-place')).trim();
  } catch {
    return undefined;
  }
}

const always = [
  '--no-optional-locks',
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'submodule.recurse=false',
];

/** A hooks path of the person may lead into the worktree: `.githooks`. */
const runNothing = ['-c', 'core.hooksPath=/dev/null', '-c', 'log.showSignature=false'];

function ownWords(mode: GitMode): readonly string[] {
  return mode === 'as-person' ? always : [...always, ...runNothing];
}

/** Where the person's own configuration lies, and where git may look for a repository. */
const kept = [
  ...['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
  ...['GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM'],
];

function environmentFor(mode: GitMode): Readonly<Record<string, string | undefined>> {
  const names = Object.keys(process.env).filter(name => name.startsWith('GIT_') && !kept.includes(name));
  return {
    ...withoutForeign(process.env),
    ...(mode === 'as-person' ? {} : Object.fromEntries(names.map(name => [name, undefined]))),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    // A partial clone fetches what it lacks, through programs that its configuration names.
    ...(mode === 'as-person' ? {} : { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' }),
  };
}
