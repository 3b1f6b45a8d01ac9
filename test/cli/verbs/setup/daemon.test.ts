import { expect, it } from 'vitest';
import { daemon } from '../../../../src/cli/verbs/setup/daemon.ts';
import { log } from '../../../../src/system/log/log.ts';
import { scratchShell } from '../../scratch-shell.ts';

it('tells who runs, what is on record and the last errors', async () => {
  const { run, session, paths } = scratchShell();
  session('a1b2c3d4');
  session('b1b2c3d4', {}, { process: 'none', state: 'queued' });
  log(paths, 'Clean-up: the disk is full', 'error');
  const { out } = await run(daemon, 'status');
  expect(out).toMatch(new RegExp(`^supervisor {7}running, pid ${process.pid}, version `));
  expect(out).toContain('sessions         2 (1 alive, 1 queued)\n');
  expect(out).toContain(`state directory  ${paths.home}\n`);
  expect(out).toMatch(/last errors\n .*Clean-up: the disk is full/);
});

it('tells the same as JSON', async () => {
  const { run } = scratchShell();
  expect(JSON.parse((await run(daemon, '--json')).out)).toMatchObject({
    supervisor: { pid: process.pid, isHung: false },
    sessions: { total: 0, alive: 0, queued: 0 },
    errors: [],
  });
});

it('starts no second one', async () => {
  expect((await scratchShell().run(daemon, 'start')).out).toBe('already running\n');
});

it('refuses what it does not know', async () => {
  const { run } = scratchShell();
  await expect(run(daemon, 'restart')).rejects.toThrow('There is no "agents daemon restart". Known: ');
  await expect(run(daemon, 'status', 'now')).rejects.toThrow('"now" is left over.');
});
