import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { memoryBackend } from '../../../../src/backends/memory.ts';
import { rm } from '../../../../src/cli/verbs/session/rm.ts';
import { stop } from '../../../../src/cli/verbs/session/stop.ts';
import { jobDirectory } from '../../../../src/system/store/job/jobs.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('ends the processes of the sessions that are named, and keeps their rows', async () => {
  const backend = memoryBackend();
  const { run, running, paths } = scratchShell({ backend });
  await running('a1b2c3d4', { name: 'login' });
  await running('b1b2c3d4', { name: 'lint' });
  expect(await run(stop, 'login', 'lint')).toEqual({
    code: 0,
    out: 'stopped · a1b2c3d4 · login\nstopped · b1b2c3d4 · lint\n',
    err: '',
  });
  expect((await backend.list()).panes.map(({ dead }) => dead)).toEqual([true, true]);
  expect(existsSync(jobDirectory(paths, 'a1b2c3d4'))).toBe(true);
});

it('goes on after a word that names nothing, which makes exit code 1', async () => {
  const { run, running } = scratchShell({ backend: memoryBackend() });
  await running('a1b2c3d4', { name: 'login' });
  const { code, out, err } = await run(stop, 'nobody', 'login', '--json');
  expect([code, err]).toEqual([1, expect.stringContaining('No session "nobody".')]);
  expect(JSON.parse(out)).toMatchObject([
    { word: 'nobody' },
    { id: 'a1b2c3d4', name: 'login', stopped: true },
  ]);
});

it('of rm takes the row away as well', async () => {
  const backend = memoryBackend();
  const { run, running, paths } = scratchShell({ backend });
  await running('a1b2c3d4', { name: 'login' });
  expect((await run(rm, 'login')).out).toBe('removed · a1b2c3d4 · login\n');
  expect((await backend.list()).panes).toEqual([]);
  expect(existsSync(jobDirectory(paths, 'a1b2c3d4'))).toBe(false);
});
