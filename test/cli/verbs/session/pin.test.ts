import { expect, it } from 'vitest';
import { pin } from '../../../../src/cli/verbs/session/pin.ts';
import { isBadJob, readSession } from '../../../../src/system/store/job/read-session.ts';
import { type ScratchShell, scratchShell } from '../../scratch-shell.ts';

it('keeps a row at the top, and lets go of it again', async () => {
  const home = scratchShell();
  home.session('a1b2c3d4', { name: 'login' });
  expect(await home.run(pin, 'login')).toEqual({ code: 0, out: 'pinned · a1b2c3d4 · login\n', err: '' });
  expect(isPinned(home, 'a1b2c3d4')).toBe(true);
  expect((await home.run(pin, 'login', '--off')).out).toBe('unpinned · a1b2c3d4 · login\n');
  expect(isPinned(home, 'a1b2c3d4')).toBe(false);
});

it('goes on after a word that names nothing, which makes exit code 1', async () => {
  const home = scratchShell();
  home.session('a1b2c3d4', { name: 'login' });
  const { code, out, err } = await home.run(pin, 'nobody', 'login', '--json');
  expect(code).toBe(1);
  expect(err).toBe('agents: No session "nobody". "agents list" shows every id and name.\n');
  expect(JSON.parse(out)).toEqual([
    { word: 'nobody', problem: expect.stringContaining('No session "nobody".'), code: 'no-session' },
    { id: 'a1b2c3d4', name: 'login', pinned: true },
  ]);
});

it('refuses to do nothing', async () => {
  await expect(scratchShell().run(pin)).rejects.toThrow('Which session? agents pin <id|name>… [--off]');
});

function isPinned({ paths }: ScratchShell, id: string): boolean {
  const session = readSession(paths, id);
  return !isBadJob(session) && session.userState.pinned === true;
}
