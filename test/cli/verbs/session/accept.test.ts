import { expect, it } from 'vitest';
import { accept } from '../../../../src/cli/verbs/session/accept.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('asks a person in a terminal what it means, once', async () => {
  const { run } = scratchShell({ isTTY: true, input: 'yes\n' });
  const { code, out } = await run(accept, 'bypassPermissions');
  expect(out).toContain(
    'In the mode bypassPermissions a session runs commands and changes files without ever asking',
  );
  expect(out).toMatch(/Type "yes" to accept it[\s\S]*accepted · bypassPermissions\n$/);
  expect(code).toBe(0);
  expect((await run(accept, 'bypassPermissions')).out).toBe('bypassPermissions is accepted already.\n');
});

it('takes nothing else for a yes', async () => {
  const { run } = scratchShell({ isTTY: true, input: 'y\n' });
  const { code, err } = await run(accept, 'auto');
  expect([code, err]).toEqual([1, 'agents: auto was not accepted; nothing has changed.\n']);
});

it('is nothing that a script can do', async () => {
  const { run } = scratchShell({ input: 'yes\n' });
  await expect(run(accept, 'auto')).rejects.toThrow(
    'Only a person can accept auto: run "agents accept auto" in a terminal.',
  );
  await expect(run(accept, 'plan')).rejects.toThrow(/^Which mode\? agents accept/);
});
