import { describe, expect, it } from 'vitest';
import { cells } from '../../../src/core/text/safe-text.ts';
import { wrapText } from '../../../src/core/text/wrap.ts';

describe('wrapText', () => {
  it('breaks at blanks and keeps a word whole where it fits a line', () => {
    expect(wrapText('one two three', 8, 9)).toEqual(['one two', 'three']);
  });

  it('cuts a word that is longer than a line', () => {
    expect(wrapText('a abcdefgh b', 4, 9)).toEqual(['a', 'abcd', 'efgh', 'b']);
  });

  it('keeps blank lines and the indent of each line', () => {
    expect(wrapText('list:\n\n  - one two', 7, 9)).toEqual(['list:', '', '  - one', '  two']);
  });

  it('measures wide characters by their cells', () => {
    expect(wrapText('日本語 日本', 6, 9)).toEqual(['日本語', '日本']);
  });

  it.each(['日本語', 'e\u0301'.repeat(9), '👍🏽 ok ❤️', ''])(
    'never exceeds the width, nor loops: %s',
    text => {
      for (let width = 2; width < 9; width += 1)
        for (const line of wrapText(text, width, 99)) expect(cells(line)).toBeLessThanOrEqual(width);
    },
  );

  it('returns no more lines than asked for', () => {
    expect(wrapText('aa bb cc dd', 3, 2)).toEqual(['aa', 'bb…']);
  });
});
