import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openFleet, under } from '../helpers/fleet.ts';
import { isAlive, procFile } from '../helpers/processes.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitFor } from '../helpers/wait.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8')) as { version: string };

/** A home with a copy of the program, as a person installs one. */
function homeWithProgram() {
  const home = scratchHome();
  const directory = install(home, 'program', version);
  return { home, directory };
}

function install(home: ScratchHome, name: string, as: string): string {
  const directory = join(home.root, name);
  cpSync(dist, directory, { recursive: true });
  setVersion(directory, as);
  writeFileSync(
    join(home.root, 'bin/agents'),
    `#!/bin/sh\nexec '${process.execPath}' '${directory}/agents.js' "$@"\n`,
    { mode: 0o755 },
  );
  return directory;
}

/**
 * Puts other files into its place, the entry last and all with new times, as an update does. The code cache belongs to
 * the file as it was, which an update knows by the file's name.
 */
function setVersion(directory: string, as: string): void {
  for (const name of readdirSync(directory)) if (name.endsWith('.cache')) rmSync(join(directory, name));
  const names = readdirSync(directory).filter(name => /\.m?js$/.test(name));
  for (const name of names.sort((a, b) => Number(a === 'agents.js') - Number(b === 'agents.js'))) {
    const file = join(directory, name);
    const text = readFileSync(file, 'utf8').replaceAll(`"${version}"`, `"${as}"`);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }
}

const lockOf = ({ agentsHome }: ScratchHome): { pid: number; version: string } =>
  JSON.parse(readFileSync(join(agentsHome, 'daemon/lock'), 'utf8'));

const holds = (home: ScratchHome, expected: string) => {
  try {
    const lock = lockOf(home);
    return lock.version === expected && isAlive(lock.pid) && lock;
  } catch {
    return false;
  }
};

it('restarts into a new version on disk without losing a session, and a newer verb asks an older one to go', async () => {
  const { home, directory } = homeWithProgram();
  const fleet = openFleet(home);
  await fleet.start('asking', 'scn-ask');
  const job = await fleet.job('job', 'sleep 600');
  await fleet.waitFor('asking', { state: 'needs-input' });
  const { pid } = await fleet.waitFor('job', { state: 'working', pid: expect.any(Number) });
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(under('Needs input', 'asking'));
  const first = lockOf(home);
  expect(first.version).toBe(version);
  setVersion(directory, '7.0.0');
  const second = await waitFor(() => holds(home, '7.0.0'), { what: 'new version', limitMs: 10_000 });
  await waitFor(() => !isAlive(first.pid), { what: 'end of the first supervisor' });
  await view.waitGone(/supervisor/i);
  install(home, 'other', '8.0.0');
  await fleet.agents('explain', 'job');
  const third = await waitFor(() => holds(home, '8.0.0'), { what: 'newest version', limitMs: 10_000 });
  await waitFor(() => !isAlive(second.pid), { what: 'end of the second supervisor' });
  // The view is still of the first version: an older one does not take over.
  await view.settle();
  expect(lockOf(home)).toMatchObject({ pid: third.pid, version: '8.0.0' });
  await fleet.waitFor('job', { state: 'working', pid });
  await fleet.waitFor('asking', { state: 'needs-input' });
  expect(procFile(pid ?? 0, 'cmdline')).toContain(`/jobs/${job}/launch.sh`);
  await view.press('Space');
  await view.waitFor(/1\. /);
});

it('leaves by itself ten minutes after the last session and view, and tells what it costs', async () => {
  const home = scratchHome();
  const fleet = openFleet(home);
  const id = await fleet.job('short', 'sleep 600');
  await fleet.waitFor('short', { state: 'working' });
  const status = await fleet.agents('daemon', 'status');
  expect(status.stdout).toMatch(/running, pid \d+, version \d+\.\d+\.\d+, for /);
  expect(status.stdout).toMatch(/cost +[\d.]+ s of CPU, \d+ MB of memory/);
  expect(status.stdout).toMatch(/last errors +none/);
  const told = JSON.parse((await fleet.agents('daemon', 'status', '--json')).stdout);
  expect(told).toMatchObject({
    supervisor: { pid: expect.any(Number), version, cpuSeconds: expect.any(Number) },
    sessions: { total: 1, alive: 1, queued: 0 },
    errors: [],
  });
  const { pid } = lockOf(home);
  const look = (minutes: number) => {
    writeFileSync(join(home.root, 'clock'), `${minutes * 60_000}`);
    writeFileSync(join(home.agentsHome, 'daemon/wake'), '\n');
  };
  const view = await fleet.view({ columns: 80, rows: 24 });
  look(20);
  await fleet.agents('rm', id);
  await view.waitGone('short');
  await view.settle();
  look(40);
  await view.settle();
  expect(isAlive(pid)).toBe(true);
  await view.press('Escape');
  await view.waitFor(/\$$/);
  // It must see once that there is nothing, and then that this has lasted.
  let minutes = 60;
  await waitFor(
    () => {
      minutes += 11;
      look(minutes);
      return !isAlive(pid);
    },
    { what: 'leave of the supervisor', limitMs: 15_000 },
  );
  expect((await fleet.agents('daemon', 'status')).stdout).toContain('not running');
});
