import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { rename } from '../../../../src/cli/verbs/session/rename.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('needs a session and a new name', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'login' });
  await expect(run(rename)).rejects.toThrow('Which session? agents rename');
  await expect(run(rename, 'login')).rejects.toThrow('What is its new name? agents rename');
  await expect(run(rename, 'nobody', 'x')).rejects.toThrow('No session "nobody".');
});

it('gives the row its new name, in its own words and as JSON', async () => {
  const { run, running } = scratchShell({ backend: memoryBackend() });
  await running('a1b2c3d4', { name: 'login' });
  expect((await run(rename, 'login', 'sign', 'in')).out).toBe('renamed · a1b2c3d4 · login → sign in\n');
  expect(JSON.parse((await run(rename, 'sign in', 'entry', '--json')).out)).toEqual({
    id: 'a1b2c3d4',
    name: 'entry',
    before: 'sign in',
  });
});
