import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { procFile } from '../helpers/processes.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';

const manager = '/usr/lib/systemd/systemd';
/** Without it systemd does not run at all. */
const booted = '/run/systemd/system';
/** In a container root can start one; on a machine that has one it would be in its way. */
const canStart = existsSync(manager) && !existsSync(booted) && process.getuid?.() === 0;

describe.skipIf(!canStart)('with a real systemd', () => {
  test('sessions outlive the login in which they were started', async () => {
    const home = scratchHome();
    await startManager(home);
    const fleet = openFleet(home);
    const login = `${home.tmuxSocket}.scope`;
    const words = ['--user', '--scope', '--quiet', '--collect', `--unit=${login}`, 'sh', '-c'];
    const shell = spawn(
      'systemd-run',
      [...words, 'agents run --exec "sleep 1000" --name lasting; exec sleep 1000'],
      { cwd: home.project, env: home.env, stdio: 'ignore' },
    );
    onTestFinished(() => void shell.kill('SIGKILL'));
    const { pid = 0 } = await fleet.waitFor('lasting', { state: 'working', pid: expect.any(Number) });
    expect(procFile(shell.pid ?? 0, 'cgroup')).toContain(login);
    expect(procFile(pid, 'cgroup')).toMatch(/name=systemd:.*\/run-\w+\.scope$/m);
    expect((await fleet.agents('doctor')).stdout).toMatch(/ok +scope +tmux is apart from the login/);
    const end = once(shell, 'close');
    expect(spawnSync('systemctl', ['--user', 'stop', login], { env: home.env }).status).toBe(0);
    await end;
    // The supervisor went with the login; the one who comes next starts it again.
    expect((await fleet.agents('daemon', 'status')).stdout).toContain('not running');
    expect(await fleet.waitFor('lasting', { state: 'working' })).toMatchObject({ pid });
    expect(procFile(pid, 'cmdline')).toContain('launch.sh');
  });
});

/** A user's systemd of this home alone. */
async function startManager(home: ScratchHome): Promise<void> {
  mkdirSync(booted, { recursive: true });
  onTestFinished(() => rmdirSync(booted));
  const child = spawn(manager, ['--user'], { cwd: '/', env: home.env, stdio: 'ignore', detached: true });
  onTestFinished(async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
  });
  const socket = join(home.env['XDG_RUNTIME_DIR'] ?? '', 'systemd', 'private');
  await waitUntil(
    () => existsSync(socket),
    () => `${manager} --user has not made ${socket}.`,
  );
}
