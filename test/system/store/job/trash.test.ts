import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJob, trashJob } from '../../../../src/system/store/job/jobs.ts';
import { isInTrash, readTrash } from '../../../../src/system/store/job/trash.ts';
import { scratchDirectory, scratchPaths, sentenceOf, specOf } from '../../scratch.ts';

const id = '0123abcd';

function trashed() {
  const paths = scratchPaths();
  createJob(paths, specOf(id), { prompt: '', files: {} });
  const directory = trashJob(paths, id);
  const repository = scratchDirectory();
  mkdirSync(join(repository, 'src'));
  return { paths, directory, repository };
}

test('a worktree lies in the trash next to its record, or under the same name in its repository', () => {
  const { directory, repository } = trashed();
  const name = directory.split('/').at(-1) ?? '';
  const places = [join(directory, 'worktree'), join(repository, '.agents', 'trash', name)];
  for (const place of places) {
    expect(isInTrash(place, { directory, repository })).toBe(false);
    mkdirSync(place, { recursive: true });
    expect(isInTrash(place, { directory, repository })).toBe(true);
  }
});

test('no other place is one, whatever a changed record names and wherever links lead', () => {
  const { directory, repository } = trashed();
  const name = directory.split('/').at(-1) ?? '';
  symlinkSync(join(repository, 'src'), join(directory, 'worktree'));
  mkdirSync(join(repository, '.agents'));
  symlinkSync(repository, join(repository, '.agents', 'trash'));
  mkdirSync(join(repository, name));
  const places = [
    join(directory, 'worktree'),
    join(repository, '.agents', 'trash', name),
    `${repository}/.agents/trash/../../src`,
    join(repository, 'src'),
    '/',
  ];
  for (const place of places) expect(isInTrash(place, { directory, repository })).toBe(false);
});

test('a link in the trash is no record, and a trash that leads out of the home takes none', () => {
  const { paths, directory } = trashed();
  expect(readTrash(paths)).toHaveLength(1);
  symlinkSync(directory, join(paths.trash, '89abcdef-1'));
  expect(readTrash(paths)).toHaveLength(1);
  createJob(paths, specOf('00000001'), { prompt: '', files: {} });
  const elsewhere = scratchDirectory();
  writeFileSync(join(elsewhere, 'file'), '');
  const moved = { ...paths, trash: join(paths.home, 'link') };
  symlinkSync(elsewhere, moved.trash);
  expect(sentenceOf(() => trashJob(moved, '00000001'))).toContain('leads out of');
});
