import { expect, test } from 'vitest';
import { codeOf } from '../../../src/core/errors/code-of.ts';
import { UserError } from '../../../src/core/errors/user-error.ts';

/** As Node gives it for a call that the system refused. */
function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code });
}

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'not-permitted'],
  ['ENOENT', 'failed'],
])('an error of the system with %s has the code %s, however deep it lies', (code, expected) => {
  const cause = systemError(code);
  const wrapped = new Error('the file could not be written', { cause: new Error('it failed', { cause }) });
  expect([codeOf(cause), codeOf(wrapped)]).toEqual([expected, expected]);
});

test('an error of ours keeps its own code, also below a plain one', () => {
  const error = new UserError('no-worktree', 'No worktree.', { cause: systemError('ENOSPC') });
  expect(codeOf(new Error('x could not be started', { cause: error }))).toBe('no-worktree');
});

test('what is no error has the code of anything else', () => {
  expect([codeOf('bad'), codeOf(undefined), codeOf(new Error('bad'))]).toEqual([
    'failed',
    'failed',
    'failed',
  ]);
});
