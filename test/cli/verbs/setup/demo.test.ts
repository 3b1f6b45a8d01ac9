import { expect, it } from 'vitest';
import { demo } from '../../../../src/cli/verbs/setup/demo.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('makes nothing where sessions could not live', async () => {
  const { run, env } = scratchShell({ env: { PATH: '/nowhere' } });
  const before = { ...env };
  await expect(run(demo)).rejects.toThrow(
    'tmux is not installed, and sessions live in it. Install it with: ',
  );
  expect(env).toEqual(before);
});
