import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const marks = 'export CLAUDECODE=1 CLAUDE_CODE_SSE_PORT=1 CODEX_CI=1 GEMINI_CLI=1 OPENCODE=1';
  writeHook(fleet, 'post-commit', `${marks}; cd ${other} && agents run --exec '${job}' --name port --now`);
  fleet.gitIn(join(fleet.home.root, 'linked'), 'commit', '-q', '--allow-empty', '-m', 'More');
  await fleet.waitFor('port', { summary: join(other, '.git') });
  const names = readFileSync(join(fleet.home.root, 'names'), 'utf8');
  const foreign =
    /^(GIT_(DIR|INDEX_FILE|PREFIX|EXEC_PATH|EDITOR)|CLAUDECODE|CLAUDE_CODE_SSE_PORT|CODEX_CI|GEMINI_CLI|OPENCODE)$/m;
  expect(names).not.toMatch(foreign);
});
