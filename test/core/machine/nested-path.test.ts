import { expect, test } from 'vitest';
import { isAtOrBelow, isBelow, partsInside, pathBelow } from '../../../src/core/machine/nested-path.ts';

test.each([
  ['/a', '/a/b/c', 'b/c'],
  ['/a/', '/a/b', 'b'],
  ['/', '/a', 'a'],
  ['/a', '/a', ''],
  ['/a', '/ab', undefined],
  ['/a/b', '/a', undefined],
])('below %s, %s is %s', (directory, path, below) => {
  expect(pathBelow(directory, path)).toBe(below);
});

test('a directory is at itself and not below itself', () => {
  expect([isAtOrBelow('/a', '/a'), isBelow('/a', '/a')]).toEqual([true, false]);
  expect([isAtOrBelow('/a', '/a/b'), isBelow('/a', '/a/b')]).toEqual([true, true]);
  expect([isAtOrBelow('/a', '/ab'), isBelow('/a', '/ab')]).toEqual([false, false]);
});

test.each(['', '/a', 'a//b', './a', 'a/../b', '..', '.git/hooks', 'a/.GIT', 'git~1', 'a\0b'])(
  '%j leads out, or into the directory of git',
  path => {
    expect(partsInside(path)).toBe(undefined);
  },
);

test('a path that stays inside is told in its parts', () => {
  expect(partsInside('a/b.git/')).toEqual(['a', 'b.git']);
});
