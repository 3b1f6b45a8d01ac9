import { expect, it } from 'vitest';
import { rename } from '../../../../src/cli/verbs/session/rename.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('needs a session and a new name', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'login' });
  await expect(run(rename)).rejects.toThrow('Which session? agents rename');
  await expect(run(rename, 'login')).rejects.toThrow('What is its new name? agents rename');
  await expect(run(rename, 'nobody', 'x')).rejects.toThrow('No session "nobody".');
});
