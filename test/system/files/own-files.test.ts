import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeOwn } from '../../../src/system/files/own-files.ts';
import { scratchDirectory } from '../scratch.ts';

/** A home of ours, and a directory of the person that links in it lead to. */
function open() {
  const [home, theirs] = [scratchDirectory(), scratchDirectory()];
  mkdirSync(join(theirs, 'project'));
  writeFileSync(join(theirs, 'project', 'notes'), 'precious');
  return { home, theirs };
}

test('what lies in the home is removed, a directory only when it is meant', () => {
  const { home } = open();
  mkdirSync(join(home, 'old', 'deep'), { recursive: true });
  expect(removeOwn(home, join(home, 'old'))).toBe(false);
  expect(removeOwn(home, join(home, 'old'), { recursive: true })).toBe(true);
  expect(existsSync(join(home, 'old'))).toBe(false);
});

test('nothing is removed through a link that leaves the home, nor through two dots', () => {
  const { home, theirs } = open();
  symlinkSync(theirs, join(home, 'trash'));
  const paths = [join(home, 'trash', 'project'), `${home}/x/../../${theirs.split('/').at(-1)}/project`];
  for (const path of paths) expect(removeOwn(home, path, { recursive: true })).toBe(false);
  expect(existsSync(join(theirs, 'project', 'notes'))).toBe(true);
});

test('a link is removed itself, and what it leads to stays', () => {
  const { home, theirs } = open();
  symlinkSync(join(theirs, 'project'), join(home, 'link'));
  expect(removeOwn(home, join(home, 'link'), { recursive: true })).toBe(true);
  expect(existsSync(join(home, 'link'))).toBe(false);
  expect(existsSync(join(theirs, 'project', 'notes'))).toBe(true);
});

test('a home that is itself reached through a link is a home', () => {
  const { home, theirs } = open();
  symlinkSync(home, join(theirs, 'state'));
  writeFileSync(join(home, 'file'), '');
  expect(removeOwn(join(theirs, 'state'), join(theirs, 'state', 'file'))).toBe(true);
});
