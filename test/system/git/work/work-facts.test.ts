import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readWork } from '../../../../src/system/git/work/work-facts.ts';
import { emptyRepository, gitEnvironment } from '../../../helpers/git.ts';
import { scratchDirectory } from '../../scratch.ts';

function repository() {
  const top = join(scratchDirectory(), 'top');
  const git = emptyRepository(top);
  const write = (name: string, text = name) => writeFileSync(join(top, name), text);
  write('a');
  write('b');
  git('add', '.');
  git('commit', '-qm', 'Begin');
  return { top, git, write, base: git('rev-parse', 'HEAD') };
}

it('counts files that differ, each once, whatever their names', async () => {
  const { top, git, write, base } = repository();
  expect(await readWork(top, base)).toEqual({ version: 1, branch: 'main', dirty: 0, ahead: 0, unpushed: 0 });
  git('mv', 'a', '2 renamed');
  write('b', 'changed');
  mkdirSync(join(top, 'new'));
  for (const name of ['new/1 one', 'new/? two\nlines', 'new/ü']) write(name);
  expect(await readWork(top, base)).toMatchObject({ dirty: 5, ahead: 0 });
});

it('counts commits since the start, and those that no remote has', async () => {
  const { top, git, write, base } = repository();
  git('clone', '-q', '--bare', '.', '../remote.git');
  git('remote', 'add', 'origin', '../remote.git');
  for (const name of ['c', 'd', 'e']) {
    write(name);
    git('add', '.');
    git('commit', '-qm', name);
    if (name === 'c') git('push', '-q', 'origin', 'main');
  }
  expect(await readWork(top, base)).toMatchObject({ branch: 'main', dirty: 0, ahead: 3, unpushed: 2 });
  git('checkout', '-q', '--detach');
  expect(await readWork(top, base)).toEqual({
    version: 1,
    dirty: 0,
    ahead: 3,
    unpushed: 2,
    // The branch has them.
    merged: true,
  });
});

it('never makes an agent’s commit fail by reading, and leaves the index as it was', async () => {
  const { top, base } = repository();
  let isDone = false;
  const commits = async () => {
    for (let number = 0; number < 50; number += 1) {
      appendFileSync(join(top, 'a'), `${number}\n`);
      await promisify(execFile)('git', ['commit', '-qam', `commit ${number}`], {
        cwd: top,
        env: gitEnvironment,
      });
    }
    isDone = true;
  };
  const reads = async () => {
    while (!isDone) await readWork(top, base);
  };
  await Promise.all([commits(), reads(), reads()]);
  expect(await readWork(top, base)).toMatchObject({ dirty: 0, ahead: 50 });
  // The same content under another time: a plain `git status` would write the index again.
  renameSync(join(top, 'b'), join(top, 'c'));
  writeFileSync(join(top, 'b'), 'b');
  const before = statSync(join(top, '.git/index')).mtimeMs;
  await readWork(top, base);
  expect(statSync(join(top, '.git/index')).mtimeMs).toBe(before);
}, 60_000);
