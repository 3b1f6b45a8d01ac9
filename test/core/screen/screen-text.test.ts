import { expect, test } from 'vitest';
import { withoutGaps } from '../../../src/core/screen/screen-text.ts';

test('the space between the words of an agent and its composer becomes one blank line; two of its own stay two', () => {
  const code = ['def a():', '', '', 'def b():'];
  expect(withoutGaps(['● Done.', '', ' ', '', '', '✻ Brewed', '', '', '', ...code])).toEqual([
    '● Done.',
    '',
    '✻ Brewed',
    '',
    ...code,
  ]);
  expect(withoutGaps(['', '', ''])).toEqual(['']);
  expect(withoutGaps([])).toEqual([]);
});
