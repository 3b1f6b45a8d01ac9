import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { processTable } from '../../src/system/processes/process-table.ts';
import { type Fleet, openFleet, selected } from '../helpers/fleet.ts';
import { withoutTmux } from '../helpers/path-without-tmux.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal, type Terminal } from '../helpers/terminal.ts';
import { waitFor } from '../helpers/wait.ts';

const sizes = [
  [80, 24],
  [160, 50],
] as const;

it.each(sizes)('a first session at %dx%d on a machine without tmux', async (columns, rows) => {
  const { home, fleet } = bareMachine();
  const view = await openBare(home, { columns, rows });
  await view.waitFor(/They end with this view[\s\S]*There is no tmux/);
  await view.type('say hello scn-hello');
  await view.press('Enter');
  const { id } = await fleet.waitFor('say hello scn-hello', { state: 'completed', backend: 'in-process' });
  await view.press('Enter');
  await view.waitFor(/❯.say hello scn-hello[\s\S]*manual mode on/);
  await view.press('Left');
  await view.waitFor(selected('say hello'));
  await view.press('Space');
  await view.waitFor('three files checked');
  await view.press('Escape');
  expect((await fleet.agents('logs', id)).stdout).toContain('three files checked');
});

it('answers a question from the peek, and another shell sends, stops and shows', async () => {
  const { home, fleet } = bareMachine();
  const view = await openBare(home);
  await view.type('do it scn-shell');
  await view.press('Enter');
  const { id } = await fleet.waitFor('do it scn-shell', { state: 'needs-input' });
  await view.press('Space');
  await view.waitFor(/1\.? Yes/);
  await view.press('1', 'Enter');
  await fleet.waitFor('do it scn-shell', { state: 'completed' });
  expect(await fleet.agents('send', id, 'and again scn-hello')).toMatchObject({ code: 0 });
  await waitFor(async () => (await fleet.agents('logs', id)).stdout.includes('and again'), {
    what: 'the message',
  });
  expect(await fleet.agents('stop', id)).toMatchObject({ code: 0 });
  await fleet.waitFor('do it scn-shell', { state: 'stopped' });
});

it('asks before it is left, ends its sessions, and the next view goes on with them', async () => {
  const { home, fleet } = bareMachine();
  const view = await openBare(home);
  await view.type('keep working scn-slow-600');
  await view.press('Enter');
  const { pid } = await fleet.waitFor('keep working scn-slow-600', {
    state: 'working',
    pid: expect.any(Number),
  });
  await view.press('Escape');
  await view.waitFor('1 session ends with this view');
  await view.press('Escape');
  await view.waitGone('1 session ends with this view');
  await view.press('C-c');
  await view.waitFor('1 session ends with this view');
  await view.press('C-c');
  await view.waitFor(/\n\$$/);
  await waitFor(() => !isAlive(pid), { what: 'end of the program' });
  await fleet.waitFor('keep working scn-slow-600', {
    state: 'failed',
    summary: expect.stringContaining('interrupted'),
  });
  await view.run('agents');
  await view.waitFor(selected('keep working'));
  await view.press('Enter');
  await fleet.waitFor('keep working scn-slow-600', { pid: expect.any(Number), backend: 'in-process' });
});

it('opens a session of one view in another terminal', async () => {
  const { home, fleet } = bareMachine();
  const view = await openBare(home);
  await view.type('! echo I am alpha; sleep 600');
  await view.press('Enter');
  const { name } = await waitFor(async () => (await fleet.list())[0], { what: 'the job' });
  const shell = await openShell(home, { columns: 90, rows: 20 });
  await shell.run(`agents attach ${(await fleet.list())[0]?.id}`);
  await shell.waitFor(/^I am alpha$/m);
  await shell.press('C-z');
  await shell.waitFor(/\n\$$/);
  await view.waitFor(name);
});

it('a view that is killed leaves nothing of what ignores the hangup or has left its terminal', async () => {
  const { home, fleet } = bareMachine();
  const view = await openBare(home);
  await view.type("! trap '' HUP; setsid sleep 7171 & sleep 7172");
  await view.press('Enter');
  await fleet.waitFor((await waitFor(async () => (await fleet.list())[0], { what: 'the job' })).name, {
    state: 'working',
  });
  await waitFor(() => sleepers(home).length === 2, { what: 'both programs' });
  // The record of what runs is written every two seconds.
  await waitFor(() => recordsOf(home).some(text => text.includes(`${sleepers(home)[0]}`)), {
    what: 'the record',
  });
  process.kill(viewPid(home), 'SIGKILL');
  await waitFor(() => sleepers(home).length === 0, { what: 'end of both', limitMs: 20_000 });
  await fleet.waitFor((await fleet.list())[0]?.name ?? '', { state: 'failed' });
  expect(readdirSync(join(home.agentsHome, 'daemon', 'pty'))).toEqual([]);
});

it('runs a job in the command itself with --wait, prints as it comes and leaves with its exit code', async () => {
  const { home, fleet } = bareMachine();
  const job = waiting(home, 'echo one; while [ ! -e go ]; do sleep 0.05; done; echo two; exit 7');
  await waitFor(() => job.printed() === 'one\n', { what: 'the first line' });
  writeFileSync(join(home.project, 'go'), '');
  expect(await job.code).toBe(7);
  expect(job.printed()).toBe('one\ntwo\n');
  expect((await fleet.list())[0]).toMatchObject({ state: 'failed', exitCode: 7, backend: 'in-process' });
});

it('ends the job with a --wait that is asked to stop', async () => {
  const { home, fleet } = bareMachine();
  const job = waiting(home, 'echo one; sleep 7172');
  await waitFor(() => job.printed() === 'one\n', { what: 'the first line' });
  job.kill('SIGTERM');
  expect(await job.code).toBe(143);
  expect(sleepers(home)).toEqual([]);
  await fleet.waitFor((await fleet.list())[0]?.name ?? '', { state: 'stopped' });
});

it('refuses what would have no view to live in, and records nothing', async () => {
  const { fleet } = bareMachine();
  const answer = await fleet.agents('run', '--exec', 'echo one');
  expect(answer.code).toBe(1);
  expect(answer.stderr).toContain('no view is open');
  expect(await fleet.list()).toEqual([]);
});

it('starts where --backend says, on a machine with tmux', async () => {
  const fleet = openFleet();
  const view = await fleet.view({ words: '--backend in-process' });
  await view.type('! echo here; sleep 600');
  await view.press('Enter');
  const { name } = await waitFor(async () => (await fleet.list())[0], { what: 'the job' });
  await fleet.waitFor(name, { backend: 'in-process', state: 'working' });
  await fleet.job('beside', 'sleep 600');
  await fleet.waitFor('beside', { backend: 'tmux', state: 'working' });
});

function bareMachine(): { readonly home: ScratchHome; readonly fleet: Fleet } {
  const home = scratchHome();
  const bare = { ...home, env: withoutTmux(home) };
  return { home: bare, fleet: openFleet(bare) };
}

/** `agents run --wait --exec`, with what it has printed until now. */
function waiting({ env, project }: ScratchHome, command: string) {
  const child = spawn('agents', ['run', '--wait', '--exec', command], { env, cwd: project });
  let text = '';
  child.stdout.on('data', chunk => {
    text += chunk;
  });
  const code = new Promise<number | null>(resolve => child.once('close', resolve));
  return { printed: () => text, code, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

type Size = { readonly columns?: number; readonly rows?: number };

/** The terminal of the tests is tmux itself: only the shell in it finds none. */
async function openShell(home: ScratchHome, size: Size = {}): Promise<Terminal> {
  const { PATH: bare = '', ...env } = home.env;
  const path = process.env['PATH'] ?? '';
  const place = { columns: 120, rows: 35, ...size, cwd: home.project };
  const terminal = await openTerminal({ ...place, env: { ...env, PATH: path } });
  await terminal.run(`export PATH='${bare}'; clear`);
  return terminal;
}

async function openBare(home: ScratchHome, size: Size = {}): Promise<Terminal> {
  const terminal = await openShell(home, size);
  await terminal.run('agents');
  await terminal.waitFor(/^❯ (describe a task|! command)/m);
  return terminal;
}

function isAlive(pid: number | undefined): boolean {
  return pid !== undefined && processTable().of(pid) !== undefined;
}

/** What sleeps in this home for an unusual time. */
function sleepers(home: ScratchHome): readonly number[] {
  const table = processTable();
  return table.pids().filter(pid => {
    if (!/^sleep 717[12]$/.test(table.wordsOf(pid).join(' '))) return false;
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(home.root);
  });
}

function recordsOf(home: ScratchHome): readonly string[] {
  const directory = join(home.agentsHome, 'daemon', 'pty');
  return readdirSync(directory)
    .filter(name => name.endsWith('.json'))
    .map(name => readFileSync(join(directory, name), 'utf8'));
}

function viewPid(home: ScratchHome): number {
  const [name = ''] = readdirSync(join(home.agentsHome, 'daemon', 'pty')).filter(each =>
    each.endsWith('.json'),
  );
  return Number(name.replace('.json', ''));
}
