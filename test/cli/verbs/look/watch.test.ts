import { expect, it } from 'vitest';
import { watch } from '../../../../src/cli/verbs/look/watch.ts';
import { trashJob } from '../../../../src/system/store/job/jobs.ts';
import { writeUserState } from '../../../../src/system/store/job/user-state.ts';
import { nudge } from '../../../../src/system/watch/watch.ts';
import { waitFor } from '../../../helpers/wait.ts';
import { scratchShell } from '../../scratch-shell.ts';

/** `agents watch` until it is interrupted, and the lines that it has written. */
function watching(...words: readonly string[]) {
  const lines: string[] = [];
  const home = scratchShell({ onWrite: text => lines.push(...text.trim().split('\n')) });
  home.session('a1b2c3d4', { name: 'login' });
  const running = home.run(watch, ...words);
  const change = async (act: () => unknown) => {
    const before = lines.length;
    act();
    nudge(home.paths, 'changed');
    await waitFor(() => lines.length > before, { what: 'line' });
  };
  const end = async () => {
    process.emit('SIGHUP');
    const { code } = await running;
    return { code, told: lines.map(line => JSON.parse(line)).map(({ change: what, id }) => `${what} ${id}`) };
  };
  return { home, change, end };
}

it('tells every session, and then each change of one, until it is interrupted', async () => {
  const { home, change, end } = watching();
  await change(() => home.session('b1b2c3d4'));
  await change(() => writeUserState(home.paths, 'a1b2c3d4', { pinned: true }));
  await change(() => trashJob(home.paths, 'a1b2c3d4'));
  expect(await end()).toEqual({
    code: 0,
    told: ['listed a1b2c3d4', 'added b1b2c3d4', 'changed a1b2c3d4', 'removed a1b2c3d4'],
  });
});

it('tells of one directory alone', async () => {
  const { home, change, end } = watching('--cwd', '.');
  await change(() => {
    home.session('b1b2c3d4', { cwd: '/usr' });
    home.session('c1b2c3d4');
  });
  expect((await end()).told).toEqual(['listed a1b2c3d4', 'added c1b2c3d4']);
});

it('says at once that a directory is not there', async () => {
  await expect(scratchShell().run(watch, '--cwd', 'nowhere')).rejects.toThrow('there is no such directory');
});
