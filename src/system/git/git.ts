import { type RunOptions, type RunResult, run } from '../processes/run.ts';

/**
 * Runs git in a directory. It takes no lock that it can do without, so that an agent's own git command never fails
 * for it, asks nothing, starts no file-system monitor, and sees no variable of a git hook that we were started from.
 */
export function git(
  directory: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const words = ['--no-optional-locks', '-c', 'core.fsmonitor=false', '-C', directory, ...args];
  return run('git', words, { ...options, environment: { ...environment, ...options.environment } });
}

/** The same for a question with one line as its answer; empty when git says no. */
export async function askGit(directory: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await git(directory, args, { mayFail: true });
  return exitCode === 0 ? stdout : '';
}

const environment: Readonly<Record<string, string | undefined>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_PREFIX: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_NAMESPACE: undefined,
};
