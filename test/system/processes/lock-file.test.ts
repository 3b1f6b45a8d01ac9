import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withClaim, withFileLock } from '../../../src/system/processes/lock-file.ts';
import { scratchDirectory } from '../scratch.ts';

test('what another one holds is not done, and the failure has a code', async () => {
  const path = join(scratchDirectory(), 'lock');
  const busy = { code: 'busy', message: `${path} is held by another process. Try again.` };
  const failure = await withClaim(path, 0, async () => {
    const second = withClaim(path, 0, async () => 'done');
    await expect(second).rejects.toMatchObject(busy);
    expect(() => withFileLock(path, () => 'done', 4)).toThrow(expect.objectContaining(busy));
    return 'first';
  });
  expect([failure, existsSync(path)]).toEqual(['first', false]);
});
