import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { openTerminal } from '../helpers/terminal.ts';

it('starts a session with agents run, and prints how to manage it', async () => {
  const fleet = openFleet();
  const answer = await fleet.agents('run', 'Say hello scn-hello', '--name', 'greeter');
  expect(answer).toMatchObject({ code: 0, stderr: '' });
  const id = /^backgrounded · ([0-9a-f]{8}) · greeter\n/.exec(answer.stdout)?.[1];
  for (const verb of ['attach', 'logs', 'stop']) expect(answer.stdout).toContain(`agents ${verb} ${id}`);
  await fleet.waitFor('greeter', { id, state: 'completed' });
});

it('takes agents --bg, --cwd, --prompt-file and words for the agent', async () => {
  const fleet = openFleet();
  const file = join(fleet.home.root, 'task.md');
  writeFileSync(file, 'scn-shell\nsecond line');
  writeFileSync(
    join(fleet.home.claudeConfig, 'settings.json'),
    '{"skipDangerousModePermissionPrompt": true}',
  );
  await fleet.agents('--bg', 'scn-hello', '--name', 'short');
  const words = ['--prompt-file', file, '--name', 'long', '--cwd', fleet.home.root];
  await fleet.agents('run', ...words, '--', '--permission-mode', 'bypassPermissions');
  await fleet.waitFor('short', { state: 'completed' });
  await fleet.waitFor('long', { state: 'completed', cwd: fleet.home.root });
});

const promised = {
  agent: 'claude',
  kind: 'background',
  state: 'needs-input',
  status: 'needs-input',
  host: 'local',
  waitingFor: 'question',
  summary: expect.stringContaining('Which database'),
  question: { text: 'Which database should we use?', options: expect.any(Array) },
  pid: expect.any(Number),
  startedAt: expect.any(Number),
  sessionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  backend: 'tmux',
  tmux: { session: expect.stringMatching(/^\$\d/), pane: expect.stringMatching(/^%\d/) },
  pinned: false,
};

it('lists every session as JSON with exactly the fields that are promised', async () => {
  const fleet = openFleet();
  const id = await fleet.start('asking', 'scn-ask');
  const entry = await fleet.waitFor('asking', { state: 'needs-input' });
  const tmux = { ...promised.tmux, socket: fleet.home.tmuxSocket };
  expect(entry).toEqual({ ...promised, id, name: 'asking', cwd: fleet.home.project, tmux });
  expect(entry.question?.options[1]).toEqual({ label: 'PostgreSQL', description: 'Full server' });
});

it('tells code and end of an ended session, and leaves it out of agents --json', async () => {
  const fleet = openFleet();
  await fleet.job('ended', 'exit 4');
  await fleet.job('alive', 'sleep 60');
  const ended = await fleet.waitFor('ended', { state: 'failed' });
  expect(ended).toMatchObject({ kind: 'exec', exitCode: 4, endedAt: expect.any(Number) });
  await fleet.waitFor('alive', { state: 'working', pid: expect.any(Number) });
  const live = JSON.parse((await fleet.agents('--json')).stdout);
  expect(live.map(({ name }: { name: string }) => name)).toEqual(['alive']);
});

it('lists as a table that shows each session once', async () => {
  const fleet = openFleet();
  const id = await fleet.start('greeter', 'scn-hello');
  await fleet.waitFor('greeter', { state: 'completed' });
  const { stdout } = await fleet.agents('list');
  expect(stdout).toMatch(new RegExp(`^${id}  completed +greeter +All done: .* \\d+s\n$`));
});

it('attaches from the shell by a name, and leaves the shell’s screen as it was', async () => {
  const fleet = openFleet();
  await fleet.start('greeter', 'scn-hello');
  await fleet.waitFor('greeter', { state: 'completed' });
  const terminal = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
  await terminal.run('agents attach greeter');
  await terminal.waitFor('manual mode on');
  await terminal.press('Left');
  expect(await terminal.waitFor(/\$$/)).toBe('$ agents attach greeter\n$');
});

it('prints the latest output, by id, by the beginning of an id and by name', async () => {
  const fleet = openFleet();
  const id = await fleet.job('counter', 'seq 1 300; sleep 60');
  await fleet.waitFor('counter', { summary: '300' });
  for (const word of [id, id.slice(0, 4), 'counter'])
    expect((await fleet.agents('logs', word, '-n', '2')).stdout).toBe('299\n300\n');
  expect((await fleet.agents('logs', id)).stdout.split('\n')).toHaveLength(101);
  // Its words stand at the top of its screen, its composer at the bottom.
  await fleet.start('agent', 'scn-hello');
  await fleet.waitFor('agent', { state: 'completed' });
  expect((await fleet.agents('logs', 'agent', '-n', '3')).stdout).toMatch(/^● All done: .*\n\n✻ .*\n$/);
});

it('stops a session and keeps its row, then removes it', async () => {
  const fleet = openFleet();
  const id = await fleet.start('busy', 'scn-think-60');
  const { pid } = await fleet.waitFor('busy', { state: 'working', pid: expect.any(Number) });
  expect((await fleet.agents('stop', 'busy')).stdout).toBe(`stopped · ${id} · busy\n`);
  await fleet.waitFor('busy', { state: 'stopped' });
  expect(() => process.kill(pid ?? 0, 0)).toThrow();
  expect((await fleet.agents('rm', id)).stdout).toBe(`removed · ${id} · busy\n`);
  expect(await fleet.list()).toEqual([]);
});

it('sends a message that reaches the agent byte for byte', async () => {
  const fleet = openFleet();
  await fleet.start('echo', 'scn-echo');
  await fleet.waitFor('echo', { summary: expect.stringContaining('received-1.txt') });
  const text = 'scn-echo: two\nlines; $HOME `id` "quoted" 日本;';
  expect(await fleet.agents('send', 'echo', text)).toMatchObject({ code: 0, stdout: 'delivered\n' });
  await fleet.waitFor('echo', { summary: expect.stringContaining('received-2.txt') });
  expect(readFileSync(join(fleet.home.project, 'received-2.txt'), 'utf8')).toBe(text);
});

it('refuses to send text into a permission dialog, and says what it asks', async () => {
  const fleet = openFleet();
  await fleet.start('asking', 'scn-shell');
  await fleet.waitFor('asking', { state: 'needs-input' });
  const answer = await fleet.agents('send', 'asking', 'go on');
  expect(answer.code).toBe(1);
  expect(answer.stderr).toMatch(/asking/);
  await fleet.waitFor('asking', { state: 'needs-input', waitingFor: 'permission' });
});

it('tells of the supervisor, stops it and starts it, and sessions go on', async () => {
  const fleet = openFleet();
  await fleet.job('alive', 'sleep 60');
  await fleet.waitFor('alive', { pid: expect.any(Number) });
  const status = (await fleet.agents('daemon', 'status')).stdout;
  expect(status).toMatch(/^supervisor +running, pid \d+, version \d/);
  expect(status).toMatch(/\nsessions +1 \(1 alive\)\n/);
  expect((await fleet.agents('daemon', 'stop')).stdout).toMatch(/^stopped; sessions go on, /);
  expect((await fleet.agents('daemon', 'status')).stdout).toContain('not running');
  expect((await fleet.agents('daemon', 'start')).stdout).toBe('started\n');
  await fleet.waitFor('alive', { state: 'working' });
});

it('a shell job that reads its terminal needs input, and goes on with what agents send gives it', async () => {
  const fleet = openFleet();
  const id = await fleet.job('asks', 'printf "Name of it? "; read name; echo "it is $name"; sleep 60');
  const { question } = await fleet.waitFor('asks', { state: 'needs-input', waitingFor: 'question' });
  expect(question).toMatchObject({ text: 'Name of it?' });
  expect(await fleet.agents('send', id, 'Bo')).toMatchObject({ code: 0, stdout: 'delivered\n' });
  await fleet.waitFor('asks', { state: 'working', summary: 'it is Bo' });
});
