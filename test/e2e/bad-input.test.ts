import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agents, jobFile, jobIds, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

test('an unknown id gets a sentence with the way to the list', async () => {
  const home = scratchHome();
  for (const verb of ['attach', 'logs', 'stop', 'rm']) {
    const { code, stderr } = await agents(home, [verb, 'deadbeef']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'agents: No session "deadbeef". "agents list" shows every id and name.\n',
    });
  }
});

test('an unknown option is refused with the nearest name, wherever it stands', async () => {
  const home = scratchHome();
  const refused = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await agents(home, words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr;
  };
  const misspelt =
    /^agents: There is no option --permision-mode for agents run\. Did you mean --permission-mode\?/;
  expect(await refused('run', 'fix', 'it', '--permision-mode', 'plan')).toMatch(misspelt);
  expect(await refused('run', '--permision-mode', 'plan', 'fix', 'it')).toMatch(misspelt);
  expect(await refused('--bg', 'fix', '--name')).toMatch(
    /^agents: --name needs a value\. "agents run --help"/,
  );
  expect(await refused('list', '--jsn')).toMatch(/Did you mean --json\?/);
  expect(await refused('--modle', 'opus')).toMatch(
    /^agents: There is no option --modle for the view\. Did you mean --model\?/,
  );
  expect(jobIds(home)).toEqual([]);
});

test('options count before and after the words of a task, and -- ends them', async () => {
  const home = scratchHome();
  const words = ['--effort', 'high', 'fix', '--model', 'opus', 'the jump', '--permission-mode', 'plan'];
  const { stdout } = await agents(home, ['run', '--json', ...words, '--', '--verbose']);
  const spec = jobFile(home, JSON.parse(stdout).id, 'spec.json');
  expect(spec?.['firstLine']).toBe('fix the jump');
  const flags = ['--model', 'opus', '--effort', 'high', '--permission-mode', 'plan', '--verbose'];
  expect(spec?.['flags']).toEqual(flags);
});

test('a name that two sessions have stops neither', async () => {
  const home = scratchHome();
  const ids = [await job(home, 'twin'), await job(home, 'twin')];
  const { code, stderr } = await agents(home, ['stop', 'twin']);
  expect(code).toBe(1);
  for (const id of ids) expect(stderr).toContain(id);
  expect(stderr).toMatch(/could be 2 sessions: .* Use an id\.\n$/);
  for (const id of ids) expect(jobFile(home, id, 'marks.json')?.['stoppedAt']).toBeUndefined();
});

test('a directory that is not there starts nothing', async () => {
  const home = scratchHome();
  const outcome = await agents(home, ['run', 'hello', '--cwd', join(home.root, 'nowhere')]);
  expect(outcome).toMatchObject({ code: 1, stdout: '' });
  expect(outcome.stderr).toBe(
    `agents: The directory ${home.root}/nowhere does not exist. Nothing was started.\n`,
  );
  expect(jobIds(home)).toEqual([]);
});

test('the view on a directory that is not there says so', async () => {
  const home = scratchHome();
  const { code, stderr } = await agents(home, ['--cwd', join(home.root, 'nowhere')]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `agents: --cwd ${home.root}/nowhere: there is no such directory.\n`,
  });
});

test('an agent that is not installed starts nothing', async () => {
  const home = scratchHome();
  rmSync(join(home.root, 'bin', 'claude'));
  const { code, stderr } = await agents(home, ['run', 'hello'], {
    env: { PATH: pathWithout('claude', home) },
  });
  expect(code).toBe(1);
  expect(stderr).toBe(
    'agents: Claude Code is not installed: "claude" is not on PATH. Install it, or start a shell job with --exec.\n',
  );
  expect(jobIds(home)).toEqual([]);
});

test('an agent nobody knows gets the list of those that are known', async () => {
  const home = scratchHome();
  const { code, stderr } = await agents(home, ['run', 'hello', '--agent', 'hal9000']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^agents: There is no agent "hal9000"\. Known: claude, .*shell; a subagent as claude:NAME\.\n$/,
  );
});

test('without a terminal the view names what scripts can use', async () => {
  const { code, stdout, stderr } = await agents(scratchHome(), []);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe('agents: The view needs a terminal. For scripts there is: agents list --json\n');
});

test('a view in a terminal of one cell opens, and can be left', async () => {
  const home = scratchHome();
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.resize(1, 1);
  await terminal.run('agents');
  await waitUntil(terminal.isAlternate, () => 'The view did not open.');
  await terminal.resize(2, 1);
  await terminal.resize(100, 30);
  await terminal.waitFor('describe a task');
  await terminal.resize(1, 1);
  await terminal.press('Escape');
  await waitUntil(
    async () => !(await terminal.isAlternate()),
    () => 'The view did not end.',
  );
});

test.each(['--prompt-file', '-'])('a prompt of 1 MB given with %s is recorded byte for byte', async how => {
  const home = scratchHome();
  const prompt = longPrompt();
  const file = join(home.root, 'prompt.txt');
  writeFileSync(file, prompt);
  const words = how === '-' ? ['-'] : ['--prompt-file', file];
  const id = await startSession(home, words, how === '-' ? { input: prompt } : {});
  expect(readFileSync(join(home.agentsHome, 'jobs', id, 'prompt.md'), 'utf8')).toBe(prompt);
  await waitUntil(
    () => jobFile(home, id, 'state.json')?.['state'] === 'completed',
    () => `Session ${id} did not work.`,
  );
});

test('a prompt of 1 MB pasted into the view is recorded byte for byte', async () => {
  const home = scratchHome();
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents');
  await terminal.waitFor('describe a task');
  const prompt = longPrompt().trimEnd();
  await terminal.paste(prompt);
  await terminal.waitFor('the last line', { limitMs: 15_000 });
  await terminal.press('Enter');
  const [id = ''] = await waitUntil(
    () => jobIds(home).length > 0 && jobIds(home),
    () => 'Nothing was recorded.',
  );
  expect(readFileSync(join(home.agentsHome, 'jobs', id, 'prompt.md'), 'utf8')).toBe(prompt);
});

test('a shell job longer than a program may be given starts nothing', async () => {
  const home = scratchHome();
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents');
  await terminal.waitFor('describe a task');
  await terminal.paste(`! echo ${'a'.repeat(150_000)}`);
  await terminal.press('Enter');
  await terminal.waitFor(/too long/);
  expect(jobIds(home)).toEqual([]);
});

test('without tmux and without a view one sentence says what to do', async () => {
  const home = scratchHome();
  const { code, stderr } = await agents(home, ['run', 'hello'], { env: { PATH: join(home.root, 'bin') } });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^agents: There is no tmux, and no view is open .* Open one with: agents\. \S.*\n$/);
  expect(jobIds(home)).toEqual([]);
});

test('a tmux that is too old is named, with what is needed', async () => {
  const home = scratchHome();
  program(
    home,
    'tmux',
    'if [ "$*" = -V ]; then echo "tmux 3.1c"; else echo "tmux: unknown option -- N" >&2; exit 1; fi',
  );
  const { code, stderr } = await agents(home, ['run', 'hello']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^agents: tmux 3\.1c is too old: .*3\.2.*\n$/);
  expect(jobIds(home)).toEqual([]);
  const terminal = await openTerminal({
    env: { ...home.env, PATH: process.env['PATH'] ?? '' },
    cwd: home.project,
  });
  await terminal.run(`PATH=${home.env['PATH']} agents; echo "code $?"`);
  await terminal.waitFor(/tmux 3\.1c is too old[\s\S]*code 1/);
  expect(await terminal.isAlternate()).toBe(false);
});

test.each([
  ['frobnicate'],
  ['run'],
  ['run', '--nmae', 'x', 'hello'],
  ['run', '--exec', 'ls', 'left over'],
  ['list', '--jsno'],
  ['attach'],
  ['send'],
  ['send', 'name-without-text'],
  ['logs', 'x', '-n', 'many'],
  ['stop'],
  ['rm'],
  ['daemon', 'explode'],
  ['--cwd'],
])('wrong usage (agents %s %s) exits with 2 and a sentence', async (...words) => {
  const { code, stdout, stderr } = await agents(scratchHome(), words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^agents: [A-Z"-].*\n$/);
});

const job = (home: ScratchHome, name: string) => startSession(home, ['--exec', 'sleep 60', '--name', name]);

function program(home: ScratchHome, name: string, script: string): void {
  writeFileSync(join(home.root, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Everything that PATH has, but for one program. */
function pathWithout(name: string, home: ScratchHome): string {
  const parts = (home.env['PATH'] ?? '').split(':');
  return parts.filter(part => !existsSync(join(part, name))).join(':');
}

function longPrompt(): string {
  return `A long task, "quoted" and $(not run).\n${'All the work and no play: é 🙂 ; #(touch pwned)\n'.repeat(20_000)}the last line\n`;
}
