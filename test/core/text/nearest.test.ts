import { expect, it } from 'vitest';
import { addedLines } from '../../../src/core/text/follow-lines.ts';
import { nearest } from '../../../src/core/text/nearest.ts';

it('names the verb that a mistyped one is near to, or none', () => {
  const verbs = ['run', 'list', 'stop', 'respawn', 'completion', 'settings'];
  const near = ['stpo', 'lsit', 'Stop', 'spawn', 'comp', 'seting', 'rn'].map(word => nearest(word, verbs));
  expect(near).toEqual(['stop', 'list', 'stop', 'respawn', 'completion', 'settings', 'run']);
  expect(['fix the login page', 'xyz', ''].map(word => nearest(word, verbs))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('finds the lines that were added to output of which only the end is seen', () => {
  expect(addedLines([], ['a'])).toEqual(['a']);
  expect(addedLines(['a', 'b'], ['a', 'b', 'c'])).toEqual(['c']);
  expect(addedLines(['a', 'b', 'c'], ['c', 'd', 'e'])).toEqual(['d', 'e']);
  expect(addedLines(['x', 'x'], ['x', 'x', 'x'])).toEqual(['x']);
  expect(addedLines(['a', 'b'], ['a', 'b'])).toEqual([]);
  expect(addedLines(['old', 'kept', 'other'], ['kept', 'new', ''])).toEqual(['new']);
});
