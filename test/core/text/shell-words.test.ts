import { expect, it } from 'vitest';
import { shellWords } from '../../../src/core/text/shell-words.ts';

it.each([
  ['aider --model x', ['aider', '--model', 'x']],
  [`a 'b c' "d \\"e\\" $f"`, ['a', 'b c', 'd "e" $f']],
  [`a\\ b  c''d`, ['a b', 'cd']],
  [`""`, ['']],
  ['  ', []],
])('parts %s as a shell does', (command, words) => {
  expect(shellWords(command)).toEqual(words);
});

it.each([`a 'b`, `a "b`])('finds no words where a quote is open: %s', command => {
  expect(shellWords(command)).toBeUndefined();
});
