import { renameSync } from 'node:fs';
import { expect, it } from 'vitest';
import { path } from '../../../../src/cli/verbs/look/path.ts';
import { scratchShell, shellTime } from '../../scratch-shell.ts';

it('prints where a session works, by its name or the beginning of it', async () => {
  const { run, session, cwd } = scratchShell();
  session('a1b2c3d4', { name: 'login' });
  expect(await run(path, 'login')).toEqual({ code: 0, out: `${cwd}\n`, err: '' });
  expect((await run(path, 'log')).out).toBe(`${cwd}\n`);
});

it('prints where a project lives that a session worked in', async () => {
  const { run, session, cwd } = scratchShell();
  session('a1b2c3d4', { name: 'login' });
  expect((await run(path, 'project')).out).toBe(`${cwd}\n`);
});

it('says of a directory that is gone when it was last used, with exit code 1', async () => {
  const { run, session, cwd } = scratchShell();
  session('a1b2c3d4', { name: 'login' }, { since: shellTime - 3_600_000 });
  renameSync(cwd, `${cwd}-2`);
  const { code, out, err } = await run(path, 'login');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(
    /^agents: the directory of "login", .*\/project, is no longer there\. It was last used 1h ago\./,
  );
});

it('refuses a word that names nothing, several, or none at all', async () => {
  const { run, session } = scratchShell();
  for (const id of ['a1b2c3d4', 'b1b2c3d4']) session(id, { name: `login ${id}`, cwd: `/tmp/${id}` });
  await expect(run(path, 'nothing')).rejects.toThrow(/No project that a session worked in has that name/);
  await expect(run(path, 'login')).rejects.toThrow(/"login" could be 2 sessions/);
  await expect(run(path)).rejects.toThrow(/^Which session or project\? agents path/);
});
