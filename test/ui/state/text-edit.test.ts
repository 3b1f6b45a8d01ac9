import { expect, test } from 'vitest';
import { fieldWindow } from '../../../src/ui/line/field-lines.ts';
import { type Edit, edits, type Field, insert, typeable } from '../../../src/ui/state/text-edit.ts';

/** A field as text with `|` where the cursor stands. */
const field = (text: string): Field => ({ text: text.replace('|', ''), cursor: text.indexOf('|') });
const show = ({ text, cursor }: Field) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test.each<[string, Edit, string]>([
  ['ab|c', 'backspace', 'a|c'],
  ['|abc', 'backspace', '|abc'],
  ['a👩‍👩‍👧|b', 'backspace', 'a|b'],
  ['a|é', 'delete', 'a|'],
  ['a👍🏽|', 'left', 'a|👍🏽'],
  ['one two|', 'word-left', 'one |two'],
  ['|one two', 'word-right', 'one| two'],
  ['one two|', 'kill-word', 'one |'],
  ['one\ntw|o', 'line-start', 'one\n|two'],
  ['on|e\ntwo', 'line-end', 'one|\ntwo'],
  ['one\ntw|o', 'kill-to-start', 'one\n|o'],
  ['o|ne\ntwo', 'kill-to-end', 'o|\ntwo'],
  ['one\ntw|o', 'line-up', 'on|e\ntwo'],
  ['one\nt|wo\nx', 'line-down', 'one\ntwo\nx|'],
  ['a|b', 'newline', 'a\n|b'],
])('%j, %s: %j', (before, edit, after) => {
  expect(show(edits[edit](field(before)))).toBe(after);
});

test('text is put in at the cursor', () => {
  expect(show(insert(field('a|d'), 'bc'))).toBe('abc|d');
});

test('what a terminal would obey is no text', () => {
  expect(typeable('a\u001b[31mb\r\nc\u0007\td')).toBe('ab\nc\td');
});

test('the line shows nothing that would turn the order of its words around', () => {
  const text = 'a\u202eb\u2066c';
  expect(fieldWindow({ text, cursor: text.length }, 20, 1)).toEqual({ lines: ['abc'], x: 3, y: 0 });
});

test('a line that is longer than the terminal shows at both ends that there is more of it', () => {
  const text = 'Find out why the build is slow, and mend it';
  const shownAt = (cursor: number) => fieldWindow({ text, cursor }, 16, 1);
  expect(shownAt(0)).toEqual({ lines: ['Find out why th…'], x: 0, y: 0 });
  for (const cursor of [20, text.length]) {
    const { lines, x } = shownAt(cursor);
    const [line = ''] = lines;
    expect(line).toMatch(cursor === 20 ? /^….*…$/ : /^….*it$/);
    expect(line.length).toBeLessThanOrEqual(16);
    expect(text.slice(0, cursor)).toMatch(new RegExp(`${line.slice(1, x)}$`));
    expect(x).toBeLessThan(16);
  }
});
