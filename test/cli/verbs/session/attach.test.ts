import { expect, it } from 'vitest';
import { attach } from '../../../../src/cli/verbs/session/attach.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('tells a script what it can read instead of a terminal', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'login' });
  await expect(run(attach, 'login')).rejects.toThrow(
    'Attaching needs a terminal. For scripts there is: agents logs a1b2c3d4',
  );
});

it('takes one session', async () => {
  const { run } = scratchShell();
  await expect(run(attach)).rejects.toThrow('Which session? agents attach <id|name>');
  await expect(run(attach, 'login', 'other')).rejects.toThrow('"other" is left over. agents attach');
});
