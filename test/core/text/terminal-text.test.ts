import { expect, test } from 'vitest';
import { cleanLabel, cleanLine, cleanPaste } from '../../../src/core/text/terminal-text.ts';

test('a line loses control characters, what reorders text, and trailing blanks', () => {
  expect(cleanLine('a\u001b[31m\u0000b\u009bc\u007f\u202ed\u2066 é漢  ')).toBe('a[31mbcd é漢');
});

test('a label of several lines becomes one, and is cut', () => {
  expect(cleanLabel('one\r\ntwo\tthree\u001b', 100)).toBe('one two three');
  expect(cleanLabel('one two', 3)).toBe('one');
});

test('pasted text keeps newlines and tabs and loses what would end the paste', () => {
  expect(cleanPaste('a\r\nb\rc\td\u001b[201~e\u001bf\u0003')).toBe('a\nb\nc\tdef');
});
