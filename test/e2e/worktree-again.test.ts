import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRepository, type RepositoryFleet } from '../helpers/repository.ts';
import { waitUntil } from '../helpers/wait.ts';

/** A shell job, which begins again when it is started again, in a worktree of its own; it has ended. */
async function endedJob(fleet: RepositoryFleet, name: string, command: string) {
  const answer = await fleet.agents('run', '--exec', command, '--worktree', '--name', name);
  expect(answer.code).toBe(0);
  await fleet.waitFor(name, { state: 'completed' });
  return join(fleet.repository, '.agents/worktrees', name);
}

function appears(path: string) {
  return waitUntil(
    () => existsSync(path),
    () => `There is no ${path}`,
  );
}

function hook(path: string, script: string) {
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

it.each([
  ['a repository of its own', 'rm .git; git init -q; git add .; git commit -qm Own'],
  ['no .git any more', 'rm .git'],
  ['a .git that is none', 'echo none >.git'],
  [
    'no .git and no branch any more',
    'rm .git; git -C ../../.. worktree prune; git -C ../../.. branch -qD agents/job',
  ],
  ['no index', 'rm "$(git rev-parse --git-dir)/index"'],
])('leaves a worktree as the agent made it when the agent is started again: %s', async (_, change) => {
  const fleet = openRepository();
  const first = `if [ -e ran ]; then echo again >again; else ${change}; echo work >README.md; touch ran; fi`;
  const path = await endedJob(fleet, 'job', first);
  expect(await fleet.agents('respawn', 'job')).toMatchObject({ code: 0, stderr: '' });
  await appears(join(path, 'again'));
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('work\n');
});

it('runs nothing of a .git that an agent put in place of its own', async () => {
  const fleet = openRepository();
  const path = await endedJob(fleet, 'job', 'test ! -e ran || touch again; touch ran');
  rmSync(join(path, '.git'));
  fleet.gitIn(path, 'init', '-q');
  const mark = join(fleet.home.root, 'mark');
  for (const key of ['clean', 'smudge']) fleet.gitIn(path, 'config', `filter.p.${key}`, `touch ${mark}; cat`);
  hook(join(path, '.git/hooks/post-checkout'), `touch ${mark}`);
  writeFileSync(join(path, '.gitattributes'), '* filter=p\n');
  writeFileSync(join(path, 'README.md'), 'work');
  expect((await fleet.agents('respawn', 'job')).code).toBe(0);
  await appears(join(path, 'again'));
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('work');
  expect(existsSync(mark)).toBe(false);
});

/** A deleted session of whose worktree only the ref is left. */
async function onlyTheRef(fleet: RepositoryFleet) {
  writeFileSync(join(fleet.repository, 'x.bin'), 'stored\n');
  fleet.git('add', '.');
  fleet.git('commit', '-qm', 'Add a file');
  const path = await endedJob(fleet, 'lost', 'test ! -e ran || touch again; touch ran');
  fleet.gitIn(path, 'add', '.');
  fleet.gitIn(path, 'commit', '-qm', 'Only here');
  expect((await fleet.agents('rm', 'lost')).code).toBe(0);
  const trash = join(fleet.home.agentsHome, 'trash');
  const [place = ''] = readdirSync(trash);
  rmSync(join(trash, place, 'worktree'), { recursive: true });
  return path;
}

it('makes it again where the post-checkout hook fails, and tells that', async () => {
  const fleet = openRepository();
  const path = await onlyTheRef(fleet);
  hook(join(fleet.repository, '.git/hooks/post-checkout'), 'echo boom >&2; exit 3');
  const answer = await fleet.agents('restore', 'lost');
  expect(answer).toMatchObject({ code: 0, stderr: expect.stringContaining('hook failed: boom') });
  expect(fleet.gitIn(path, 'status', '--porcelain', '--branch')).toBe('## agents/lost\n');
});

it('makes it again where the program of a filter is missing, and tells that', async () => {
  const fleet = openRepository();
  const path = await onlyTheRef(fleet);
  fleet.git('config', 'filter.miss.process', 'agents-no-such-program');
  fleet.git('config', 'filter.miss.required', 'true');
  writeFileSync(join(fleet.repository, '.git/info/attributes'), '*.bin filter=miss\n');
  const answer = await fleet.agents('restore', 'lost');
  expect(answer).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('files of the filter miss are as'),
  });
  expect(readFileSync(join(path, 'x.bin'), 'utf8')).toBe('stored\n');
  expect(fleet.gitIn(path, 'log', '-1', '--format=%s')).toBe('Only here\n');
});

it('keeps what was saved where it cannot be made again, leaves nothing, and can be tried again', async () => {
  const fleet = openRepository();
  const path = await onlyTheRef(fleet);
  const refs = fleet.git('for-each-ref', 'refs/agents');
  const tree = fleet.git('rev-parse', 'agents/lost:x.bin').trim();
  const object = join(fleet.repository, '.git/objects', tree.slice(0, 2), tree.slice(2));
  const content = readFileSync(object);
  rmSync(object);
  const answer = await fleet.agents('restore', 'lost');
  expect(answer).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('git keeps it as refs/agents/trash/'),
  });
  expect([existsSync(path), fleet.git('for-each-ref', 'refs/agents')]).toEqual([false, refs]);
  writeFileSync(object, content);
  expect(await fleet.agents('restore', 'lost')).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(path, 'x.bin'))).toBe(true);
});

it('keeps uncommitted work when what was restored is started again', async () => {
  const fleet = openRepository();
  const path = await onlyTheRef(fleet);
  await fleet.agents('restore', 'lost');
  writeFileSync(join(path, 'README.md'), 'two hours');
  expect((await fleet.agents('respawn', 'lost')).code).toBe(0);
  await appears(join(path, 'again'));
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('two hours');
});

it('keeps what was saved when the trash has lost some of it, and says so', async () => {
  const fleet = openRepository();
  const path = await endedJob(fleet, 'part', 'true');
  await fleet.agents('rm', 'part');
  const [place = ''] = readdirSync(join(fleet.home.agentsHome, 'trash'));
  rmSync(join(fleet.home.agentsHome, 'trash', place, 'worktree/README.md'));
  const answer = await fleet.agents('restore', 'part');
  expect(answer.stderr).toMatch(/Not all files are as they were .* git keeps those as refs\/agents\/trash\//);
  expect(existsSync(join(path, '.git'))).toBe(true);
  expect(fleet.git('for-each-ref', 'refs/agents')).not.toBe('');
});
