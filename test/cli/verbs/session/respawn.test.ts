import { expect, it } from 'vitest';
import { respawn } from '../../../../src/cli/verbs/session/respawn.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('leaves alone what works or asks when all are started again, and says so', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'works', createdAt: 1 }, { state: 'working' });
  session('b1b2c3d4', { name: 'asks', createdAt: 2 }, { state: 'needs-input' });
  const { code, out } = await run(respawn, '--all');
  expect(code).toBe(0);
  expect(out.split('\n').sort().filter(Boolean)).toEqual([
    'left · a1b2c3d4 · works · it works; name it to start it again all the same',
    'left · b1b2c3d4 · asks · it waits for an answer; name it to start it again all the same',
  ]);
});

it('says that there is nothing to start, and takes no names beside --all', async () => {
  const { run } = scratchShell();
  expect((await run(respawn, '--all')).out).toBe('There is no session to start again.\n');
  expect((await run(respawn, '--all', '--json')).out).toBe('[]\n');
  await expect(run(respawn, '--all', 'login')).rejects.toThrow('--all takes no names. agents respawn');
});
