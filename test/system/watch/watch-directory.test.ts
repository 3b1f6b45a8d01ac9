import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchDirectory } from '../../../src/system/watch/watch-directory.ts';
import { waitFor } from '../../helpers/wait.ts';
import { scratchDirectory } from '../scratch.ts';

const patience = { limitMs: 1000 };

function watching(directory: string) {
  const heard = { count: 0 };
  const watched = watchDirectory(directory, () => {
    heard.count += 1;
  });
  onTestFinished(watched.close);
  return { heard, ...watched };
}

/** Makes a change, and waits until it was heard. */
async function changed(heard: { count: number }, what: string, change: () => void): Promise<void> {
  const before = heard.count;
  change();
  await waitFor(() => heard.count > before, { what, ...patience });
}

test.each([
  ['', 'itself'],
  ['sessions', 'its parent'],
  ['.claude/sessions', 'what is above that'],
])(
  'a file is heard of in a directory that is made later (%j), when only %s is there',
  async (path, _there) => {
    const root = scratchDirectory();
    const directory = join(root, path);
    const { heard } = watching(directory);
    if (path !== '') await changed(heard, 'directory', () => mkdirSync(directory, { recursive: true }));
    for (const name of ['first', 'second'])
      await changed(heard, `${name} file`, () => writeFileSync(join(directory, name), name));
  },
);

test('what else changes where a directory is waited for is not heard of', async () => {
  const root = scratchDirectory();
  const { heard } = watching(join(root, 'sessions'));
  const other = watching(root);
  await changed(other.heard, 'other file', () => writeFileSync(join(root, 'other'), ''));
  expect(heard.count).toBe(0);
});

test('one that takes the place of another is followed once the watch is renewed', async () => {
  const root = scratchDirectory();
  const directory = join(root, 'sessions');
  mkdirSync(directory);
  const { heard, renew } = watching(directory);
  renameSync(directory, join(root, 'old'));
  mkdirSync(directory);
  renew();
  await changed(heard, 'file', () => writeFileSync(join(directory, 'one'), ''));
});
