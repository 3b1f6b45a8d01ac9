import { expect, test } from 'vitest';
import { git } from '../../../src/system/git/git.ts';
import { scratchDirectory } from '../scratch.ts';

test('what git could not do has a code of its own', async () => {
  const failure = git(scratchDirectory(), ['log'], { mode: 'in-place' });
  await expect(failure).rejects.toMatchObject({
    code: 'git',
    message: expect.stringMatching(/^git log in .* failed/),
  });
});
