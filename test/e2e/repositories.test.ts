import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRepository, type RepositoryFleet } from '../helpers/repository.ts';

function writeHook({ repository }: RepositoryFleet, name: string, script: string): void {
  const path = join(repository, '.git/hooks', name);
  mkdirSync(join(repository, '.git/hooks'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

it('gives a session that a git hook or an agent starts nothing that those set for their own children', async () => {
  const fleet = openRepository();
  fleet.git('worktree', 'add', '-q', '../linked', '-b', 'linked');
  const other = join(fleet.home.root, 'other');
  fleet.git('init', '-q', other);
  const job = 'env | cut -d= -f1 >"$HOME/names"; git rev-parse --absolute-git-dir; sleep 60';
  const userState = 'export CLAUDECODE=1 CLAUDE_CODE_SSE_PORT=1 CODEX_CI=1 GEMINI_CLI=1 OPENCODE=1';
  writeHook(
    fleet,
    'post-commit',
    `${userState}; cd ${other} && agents run --exec '${job}' --name port --now`,
  );
  fleet.gitIn(join(fleet.home.root, 'linked'), 'commit', '-q', '--allow-empty', '-m', 'More');
  await fleet.waitFor('port', { summary: join(other, '.git') });
  const names = readFileSync(join(fleet.home.root, 'names'), 'utf8');
  const foreign =
    /^(GIT_(DIR|INDEX_FILE|PREFIX|EXEC_PATH|EDITOR)|CLAUDECODE|CLAUDE_CODE_SSE_PORT|CODEX_CI|GEMINI_CLI|OPENCODE)$/m;
  expect(names).not.toMatch(foreign);
});

/** What the environment of the hook that writes it to this file has besides the person's own. */
function setByGit({ home }: RepositoryFleet, text: string): readonly string[] {
  const isOwn = (line: string) => /^(PWD|OLDPWD|SHLVL|_)=/.test(line) || line === `PATH=${home.env['PATH']}`;
  const persons = Object.entries(home.env).map(([name, value]) => `${name}=${value}`);
  return text.split('\n').filter(line => line.includes('=') && !isOwn(line) && !persons.includes(line));
}

it.each(['commit', 'merge', 'rebase', 'push'])(
  'gives a session nothing of what git %s sets for its hooks and commands',
  async command => {
    const fleet = openRepository();
    const { git, repository, home } = fleet;
    const [hookFile, jobFile] = [join(home.root, 'hook'), join(home.root, 'job')];
    const script = `env >${hookFile}; cd ${home.root} && agents run --exec 'env >${jobFile}; echo done; sleep 60' --name job --now`;
    writeHook(fleet, 'start', script);
    const start = join(repository, '.git/hooks/start');
    const next = (message: string) =>
      git('commit', '-q', '--allow-empty', '-m', message, '--author', 'Other <other@example.com>');
    git('branch', 'side');
    next('One');
    if (command === 'commit') {
      writeHook(fleet, 'post-commit', script);
      next('Two');
    } else if (command === 'merge') {
      writeHook(fleet, 'pre-merge-commit', script);
      git('checkout', '-q', 'side');
      next('Two');
      git('merge', '-q', '--no-edit', 'main');
    } else if (command === 'rebase') git('rebase', '-q', '-x', start, 'HEAD~1');
    else {
      const bare = join(home.root, 'bare.git');
      git('init', '-q', '--bare', bare);
      git('-C', bare, 'config', 'receive.advertisePushOptions', 'true');
      renameSync(start, join(bare, 'hooks/pre-receive'));
      git('push', '-q', '-o', 'one', bare, 'main');
    }
    await fleet.waitFor('job', { summary: 'done' });
    const got = readFileSync(jobFile, 'utf8').split('\n');
    const set = setByGit(fleet, readFileSync(hookFile, 'utf8'));
    expect(set.join('\n')).toContain('GIT_EXEC_PATH=');
    expect(set.filter(line => got.includes(line))).toEqual([]);
  },
);
