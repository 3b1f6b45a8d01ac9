import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { agents, jobFile, jobIds, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

const megabyte = 1024 * 1024;

const foreign: Readonly<Record<string, (path: string) => void>> = {
  'cut in half': path => writeFileSync(path, '{"version":1,"id":"'),
  null: path => writeFileSync(path, 'null'),
  '5 MB long': path => writeFileSync(path, `{"version":1,"x":"${'x'.repeat(5 * megabyte)}"}`),
  'a link': path => symlinkSync('/etc/hostname', path),
  'a pipe': path => execFileSync('mkfifo', [path]),
  'a directory': path => mkdirSync(path),
};

test.each(Object.keys(foreign))(
  'a state.json that is %s is made again, and the session goes on',
  async kind => {
    const home = scratchHome();
    const id = await job(home, 'survivor');
    await stateIs(home, id, 'working');
    replace(home, id, 'state.json', kind);
    const { code, stdout } = await agents(home, ['list']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('survivor') });
    await stateIs(home, id, 'working');
    expect((await agents(home, ['list'])).stdout).toMatch(/working .*survivor/);
  },
);

test.each(Object.keys(foreign))('marks.json that is %s is set aside, and a new mark is kept', async kind => {
  const home = scratchHome();
  const id = await job(home, 'survivor');
  replace(home, id, 'marks.json', kind);
  expect(await agents(home, ['stop', 'survivor'])).toMatchObject({ code: 0, stderr: '' });
  expect(jobFile(home, id, 'marks.json')?.['stoppedAt']).toBeGreaterThan(0);
  expect(
    readdirSync(join(home.agentsHome, 'jobs', id)).some(name => name.startsWith('marks.json.bad-')),
  ).toBe(true);
});

test.each(Object.keys(foreign))('a spec.json that is %s is named, kept, and in nobody’s way', async kind => {
  const home = scratchHome();
  const [bad, good] = [await job(home, 'damaged'), await job(home, 'sound')];
  await stateIs(home, good, 'working');
  replace(home, bad, 'spec.json', kind);
  const { code, stdout, stderr } = await agents(home, ['list']);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('sound') });
  expect(stderr).toContain(`jobs/${bad}/spec.json`);
  expect(jobIds(home)).toContain(bad);
  expect((await agents(home, ['stop', bad])).stderr).toContain(`jobs/${bad}/spec.json`);
});

test.each(Object.keys(foreign))('files of ours that are %s are made again', async kind => {
  const home = scratchHome();
  await stateIs(home, await job(home, 'first'), 'working');
  for (const name of [
    'daemon/hook.sh',
    'daemon/tmux.conf',
    'daemon/wake',
    'daemon/changed',
    'view.json',
    'daemon.log',
  ])
    place(join(home.agentsHome, name), kind);
  const outcome = await agents(home, ['list']);
  if (outcome.code === 0) expect(outcome.stdout).toContain('first');
  else expect(outcome.stderr).toMatch(/^agents: \/.*(?:hook\.sh|tmux\.conf).*\.\n$/);
  expect(outcome.stderr).not.toMatch(/E[A-Z]{3,}:/);
});

test('a supervisor whose lock cannot be taken is said to be missing, and why', async () => {
  const home = scratchHome();
  const id = await job(home, 'first');
  // A supervisor that is only just being started is none that could be stopped.
  await stateIs(home, id, 'working');
  await agents(home, ['daemon', 'stop']);
  mkdirSync(join(home.agentsHome, 'daemon', 'lock'));
  const { code, stderr } = await agents(home, ['daemon', 'start']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^agents: The supervisor did not start.*\n$/);
});

test('foreign files among the jobs are passed over, and those with the name of a session are rows', async () => {
  const home = scratchHome();
  await job(home, 'only');
  const jobs = join(home.agentsHome, 'jobs');
  writeFileSync(join(jobs, 'deadbeef'), 'not a job');
  symlinkSync('/etc', join(jobs, 'cafebabe'));
  for (const name of ['lost+found', 'DEADBEEF', 'deadbeef1', '.new-deadbee0']) mkdirSync(join(jobs, name));
  const { code, stdout } = await agents(home, ['list', '--json']);
  expect(code).toBe(0);
  const rows: readonly { readonly name: string; readonly state: string }[] = JSON.parse(stdout);
  expect(rows.map(({ name }) => name).sort()).toEqual(['cafebabe', 'deadbeef', 'only']);
  expect(rows.filter(({ name }) => name !== 'only').map(({ state }) => state)).toEqual(['failed', 'failed']);
});

test('a state directory that cannot be written to gets a sentence', async () => {
  const home = scratchHome();
  for (const directory of [home.root, dirname(home.agentsHome)]) chmodSync(directory, 0o755);
  chmodSync(home.agentsHome, 0o555);
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;
  const { code, stderr } = await agents(home, ['run', 'hello'], uid === undefined ? {} : { uid });
  chmodSync(home.agentsHome, 0o700);
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^agents: .*${home.agentsHome}.* AGENTS_HOME.*\\n$`));
});

test('a state directory that is a file gets a sentence', async () => {
  const home = scratchHome();
  const file = join(home.root, 'a-file');
  writeFileSync(file, 'precious');
  const { code, stderr } = await agents(home, ['list'], { env: { AGENTS_HOME: file } });
  expect(code).toBe(1);
  expect(stderr).toBe(
    `agents: ${file} is a file, and agents needs a directory there. Move it away, or set AGENTS_HOME.\n`,
  );
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

test('a settings file that is no JSON is named with its line, and the defaults hold', async () => {
  const home = scratchHome();
  const terminal = await openTerminal({ env: home.env, cwd: home.project, columns: 200 });
  settings(home, '{\n  "agent": "claude",\n  oops\n}\n');
  await terminal.run('agents');
  await terminal.waitFor('settings.json, line 3, column 3: this is not valid JSON');
});

test('a setting that does not exist is named with its line, and the one that may be meant', async () => {
  const home = scratchHome();
  settings(home, '{"colour": "pink"}');
  const { code, stderr } = await agents(home, ['list']);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /settings\.json, line 1: there is no setting "colour"\. Did you mean "colours"\?\n$/,
  );
});

const job = (home: ScratchHome, name: string) => startSession(home, ['--exec', 'sleep 60', '--name', name]);

const stateIs = (home: ScratchHome, id: string, state: string) =>
  waitUntil(
    () => jobFile(home, id, 'state.json')?.['state'] === state,
    () => `state.json of ${id} never said ${state}.`,
  );

function replace(home: ScratchHome, id: string, name: string, kind: string): void {
  place(join(home.agentsHome, 'jobs', id, name), kind);
}

/** Again when the supervisor has written the file between the two. */
function place(path: string, kind: string, tries = 20): void {
  rmSync(path, { recursive: true, force: true });
  try {
    foreign[kind]?.(path);
  } catch (error) {
    if (tries <= 1 || !existsSync(path)) throw error;
    place(path, kind, tries - 1);
  }
}

function settings(home: ScratchHome, text: string): void {
  mkdirSync(join(home.root, 'config', 'agents'), { recursive: true });
  writeFileSync(join(home.root, 'config', 'agents', 'settings.json'), text);
}
