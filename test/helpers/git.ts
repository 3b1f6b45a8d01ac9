import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** The environment of a person who can commit, with no settings of the machine's own git. */
export const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'A Person',
  GIT_AUTHOR_EMAIL: 'person@example.com',
  GIT_COMMITTER_NAME: 'A Person',
  GIT_COMMITTER_EMAIL: 'person@example.com',
};

/** git in a directory, as that person; gives what it prints, without its last newline. */
export function gitIn(directory: string): (...words: readonly string[]) => string {
  return (...words) =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...words], {
      cwd: directory,
      env: gitEnvironment,
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
}

/** Makes the directory and an empty repository with the branch `main` in it; gives git there. */
export function emptyRepository(directory: string): (...words: readonly string[]) => string {
  mkdirSync(directory, { recursive: true });
  const git = gitIn(directory);
  git('init', '-q', '-b', 'main');
  return git;
}
