import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { agents, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

const said = /alpha was stopped, which could not be recorded: the disk is full\./;

test.runIf(canMount())(
  'agents stop, rm and respawn end a session on a full disk, and say what is not recorded',
  async () => {
    const { home, start, fill } = withDisk();
    const alpha = await start('alpha');
    const beta = await start('beta');
    const gamma = await start('gamma');
    fill();
    expect(await agents(home, ['stop', 'alpha'])).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(said),
    });
    await agents(home, ['rm', 'beta']);
    const { code, stderr } = await agents(home, ['respawn', 'gamma']);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('the disk is full') });
    for (const job of [alpha, beta, gamma]) await job.hasEnded();
  },
);

test.runIf(canMount())('Ctrl+X stops a session on a full disk', async () => {
  const { home, start, fill } = withDisk();
  const alpha = await start('alpha');
  const view = await openTerminal({ columns: 160, rows: 40, env: home.env, cwd: home.project });
  await view.run('agents');
  await view.waitFor('alpha');
  fill();
  await view.press('C-x');
  await view.waitFor('Ctrl+X again stops it');
  await view.press('C-x');
  await alpha.hasEnded();
  await view.waitFor(said);
});

test.runIf(canMount())('a verb with --json tells a full disk from one that is read-only', async () => {
  const { home, start, fill } = withDisk();
  await start('alpha');
  fill();
  const full = await agents(home, ['pin', 'alpha', '--json']);
  expect(JSON.parse(full.stdout)).toMatchObject([{ name: 'alpha', code: 'disk-full' }]);
  const readOnly = await agents(withDisk('ro').home, ['pin', 'alpha', '--json']);
  expect(JSON.parse(readOnly.stderr)).toMatchObject({ error: { code: 'read-only' } });
});

test('a session whose record cannot be locked is stopped all the same', async () => {
  const home = scratchHome();
  const alpha = await startJob(home, 'alpha');
  mkdirSync(join(home.agentsHome, 'jobs', alpha.id, 'marks.lock'));
  const { code, stderr } = await agents(home, ['stop', 'alpha']);
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('alpha was stopped, which could not be recorded:'),
  });
  await alpha.hasEnded();
});

/** A job that can be seen to run without any record. */
async function startJob(home: ScratchHome, name: string) {
  const [alive, ended] = ['alive', 'ended'].map(what => join(home.root, `${name}-${what}`));
  const command = `trap 'echo >${ended}; exit' TERM HUP; echo >${alive}; while :; do sleep 0.1; done`;
  const id = await startSession(home, ['--exec', command, '--name', name, '--now']);
  const isThere = (file = '') =>
    waitUntil(
      () => existsSync(file),
      () => `${file} never came.`,
    );
  await isThere(alive);
  return { id, hasEnded: () => isThere(ended) };
}

/** A home whose state directory lies on a small disk of its own. */
function withDisk(how: 'rw' | 'ro' = 'rw') {
  const scratch = scratchHome();
  const disk = join(scratch.root, 'disk');
  mkdirSync(disk);
  mount(disk, how);
  const agentsHome = join(disk, 'agents');
  const home = { ...scratch, agentsHome, env: { ...scratch.env, AGENTS_HOME: agentsHome } };
  onTestFinished(async () => {
    await agents(home, ['daemon', 'stop']);
    spawnSync('umount', ['-l', disk]);
  });
  const fill = () => {
    for (let part = 0; statfsSync(disk).bavail > 0; part += 1) fillWith(join(disk, `part-${part}`));
  };
  return { home, start: (name: string) => startJob(home, name), fill };
}

function fillWith(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(1024 * 1024));
  } catch {
    // Full, which was the purpose.
  }
}

function mount(directory: string, how: 'rw' | 'ro' = 'rw'): boolean {
  const options = `${how},size=256k,mode=700`;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]).status === 0;
}

/** Only root may, and not in every container. */
function canMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'agents-mount-'));
  const can = mount(directory);
  if (can) spawnSync('umount', [directory]);
  rmdirSync(directory);
  rmSync(directory, { force: true });
  return can;
}
