import { expect, it } from 'vitest';
import { demo } from '../../../../src/cli/verbs/setup/demo.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('makes nothing where there is no terminal to show it', async () => {
  const { run, env } = scratchShell({ env: { PATH: '/nowhere' } });
  const before = { ...env };
  await expect(run(demo)).rejects.toThrow('The view needs a terminal.');
  expect(env).toEqual(before);
});
