import { expect, it } from 'vitest';
import { restore } from '../../../../src/cli/verbs/session/restore.ts';
import { isThere, jobDirectory, trashJob } from '../../../../src/system/store/job/jobs.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('lists what is in the trash, and brings back what is named', async () => {
  const { run, session, paths } = scratchShell();
  session('a1b2c3d4', { name: 'login' }, { process: 'exited' });
  expect((await run(restore)).out).toBe('The trash is empty.\n');
  trashJob(paths, 'a1b2c3d4');
  expect((await run(restore)).out).toMatch(/^a1b2c3d4 {2}login · deleted /);
  expect(JSON.parse((await run(restore, '--json')).out)).toMatchObject([{ id: 'a1b2c3d4', name: 'login' }]);
  expect((await run(restore, 'login')).out).toBe('restored · a1b2c3d4 · login\n');
  expect(isThere(jobDirectory(paths, 'a1b2c3d4'))).toBe(true);
});

it('refuses a word that names none of it', async () => {
  await expect(scratchShell().run(restore, 'login')).rejects.toThrow(
    'There is no deleted session "login". agents restore lists what there is.',
  );
});
