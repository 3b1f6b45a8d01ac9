import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet } from '../helpers/fleet.ts';
import { openPersonTmux, type PersonTmux } from '../helpers/person-tmux.ts';
import { procFile } from '../helpers/processes.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

/** A person with a tmux of their own, and a supervisor that looks there. */
async function open(): Promise<{ fleet: Fleet; person: PersonTmux }> {
  const fleet = openFleet();
  const person = await openPersonTmux(fleet.home);
  await fleet.agents('daemon', 'start');
  return { fleet, person };
}

function tagOf(person: PersonTmux, pane = 'work:'): Promise<string> {
  return person.tmux('show-options', '-p', '-q', '-v', '-t', pane, '@agents_id').then(text => text.trim());
}

async function waitGone(fleet: Fleet, name: string): Promise<void> {
  const isGone = async () => (await fleet.list()).every(entry => entry.name !== name);
  await waitUntil(isGone, () => `The row of ${name} should go away`, { limitMs: 8000 });
}

it("lists an agent of the person's own tmux within 5 s and answers its prompt from the peek", async () => {
  const { fleet, person } = await open();
  const view = await fleet.view();
  await person.type("claude -n mine 'make it scn-shell'");
  await view.waitFor(/Needs input \d+\n❯ . +mine/, { limitMs: 6500 });
  await view.press('Space');
  await view.waitFor(/touch made-by-shell.txt[\s\S]*1\. Yes/);
  await view.press('1', 'Enter');
  await view.waitFor(/Completed \d+\n❯ . +mine [^\n]*The tool returned: created/, { limitMs: 8000 });
  expect(readFileSync(join(fleet.home.project, 'made-by-shell.txt'), 'utf8')).toBe('');
  await view.type('now say it scn-hello');
  await view.press('Enter');
  await view.waitFor(/mine [^\n]*All done/, { limitMs: 8000 });
  expect(await person.screen()).toContain('now say it scn-hello');
});

it("brings the agent's pane into view; the person's own prefix d comes back to the row", async () => {
  const { fleet, person } = await open();
  await person.type('claude -n mine');
  await person.tmux('split-window', '-t', 'work:', 'sleep 600');
  await person.tmux('new-window', '-t', 'work:', 'sleep 600');
  const view = await fleet.view();
  await view.waitFor(/❯ . +mine/);
  await view.press('Right');
  await view.waitFor(/manual mode on/);
  await waitUntil(
    async () =>
      (await person.tmux('list-panes', '-F', '#{pane_active} #{@agents_id}')).match(/^1 \w{8}$/m) !== null,
    () => "The agent's pane should be the active one",
  );
  await view.press('C-b', 'd');
  await view.waitFor(/❯ . +mine/);
});

it("names the keys of the person's own tmux that lead back, on the row and where it is shown", async () => {
  const { fleet, person } = await open();
  await person.tmux('set-option', '-g', 'prefix', 'C-a');
  await person.tmux('unbind-key', 'd');
  await person.tmux('bind-key', 'q', 'detach-client');
  await person.type('claude -n mine');
  const view = await fleet.view();
  await view.waitFor(/❯ . +mine/);
  await view.waitFor('enter attaches · ctrl+a q comes back');
  await view.press('Right');
  await view.waitFor('ctrl+a q comes back to agents');
  await view.press('C-a', 'q');
  await view.waitFor(/❯ . +mine/);
});

it('leaves no line of tmux on the screen of the shell, from the view or from agents attach', async () => {
  const { fleet, person } = await open();
  await person.type('claude -n mine');
  await fleet.waitFor('mine', { state: 'idle' });
  const terminal = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
  await terminal.run('agents attach mine');
  await terminal.waitFor(/manual mode on/);
  await terminal.press('C-b', 'd');
  await terminal.waitFor(/comes back\.\n\$$/);
  await terminal.run('agents');
  await terminal.waitFor(/❯ . +mine/);
  await terminal.press('Right');
  await terminal.waitFor(/manual mode on/);
  await terminal.press('C-b', 'd');
  await terminal.waitFor(/❯ . +mine/);
  await terminal.press('Escape');
  const left = await terminal.waitFor(/agents\n\$$/);
  expect(left).not.toContain('detached');
});

it('hands the prefix through the tmux around the view where both have the same', async () => {
  const { fleet, person } = await open();
  await person.type('claude -n mine');
  const view = await fleet.view({ insideTmux: true });
  await view.waitFor('ctrl+b ctrl+b d comes back');
});

it("switches the person's own client when the view runs in that same tmux", async () => {
  const { fleet, person } = await open();
  const terminal = await openTerminal({
    env: fleet.home.env,
    cwd: fleet.home.project,
    columns: 120,
    rows: 35,
  });
  await terminal.run(`tmux -u -L ${person.socket} attach -t work`);
  await person.tmux('new-window', '-d', '-t', 'work:', 'claude -n mine');
  await terminal.run('agents');
  await terminal.waitFor(/❯ . +mine/);
  await terminal.press('Right');
  await terminal.waitFor(/manual mode on/);
  await terminal.press('C-b', 'l');
  await terminal.waitFor(/❯ . +mine/);
});

it("changes nothing on the person's server except two options of the agent's pane, and takes them back", async () => {
  const { fleet, person } = await open();
  const before = await person.everything();
  await person.type('claude -n mine');
  const { id } = await fleet.waitFor('mine', { kind: 'adopted', tmux: { socket: person.socket } });
  await fleet.agents('send', id, 'say it scn-hello');
  await fleet.waitFor('mine', { state: 'completed' });
  const during = `@agents_id ${id}\n@agents_seq 0\n`;
  expect((await person.everything()).replace(during, '')).toBe(before);
  await fleet.agents('stop', id);
  await waitGone(fleet, 'mine');
  await waitUntil(
    async () => (await tagOf(person)) === '',
    () => 'The tag should be taken back',
  );
  expect(await person.everything()).toBe(before);
});

it('ends the row with the agent and leaves the pane with its shell', async () => {
  const { fleet, person } = await open();
  await person.type('claude -n mine');
  await fleet.waitFor('mine', { state: 'idle' });
  await person.type('/exit');
  await waitGone(fleet, 'mine');
  await person.type('echo still-$((40+2))');
  await waitUntil(
    async () => (await person.screen()).includes('still-42'),
    () => 'The shell should go on',
  );
  await person.type('claude -n again');
  const { tmux } = await fleet.waitFor('again', { state: 'idle' });
  expect(tmux?.pane).toBe('%0');
});

it('takes over the name that the agent has from its person later', async () => {
  const { fleet, person } = await open();
  const gate = join(fleet.home.root, 'go');
  await person.type(`SCRIPTED_STARTS_WITH=${gate} claude -n late`);
  const { id } = await fleet.waitFor('claude in project', { kind: 'adopted' });
  writeFileSync(gate, '');
  expect(await fleet.waitFor('late', { state: 'idle' })).toMatchObject({ id, sessionId: expect.any(String) });
});

it('asks before it stops an adopted agent, and ends the agent only', async () => {
  const { fleet, person } = await open();
  const view = await fleet.view();
  await person.type('claude -n mine');
  await view.waitFor(/❯ . +mine/);
  await view.press('C-x');
  await view.waitFor(/Ctrl\+X again stops it[^\n]*mine was not started here/);
  await view.press('C-x');
  await view.waitGone(/ mine /, { limitMs: 8000 });
  expect(await person.tmux('list-panes', '-a', '-F', '#{pane_id} #{pane_current_command}')).toBe('%0 sh\n');
});

it('takes only the row away when it is removed; it comes back when the program is started again', async () => {
  const { fleet, person } = await open();
  await person.type('claude -n mine');
  const { id, pid = 0 } = await fleet.waitFor('mine', { state: 'idle' });
  expect((await fleet.agents('rm', id)).code).toBe(0);
  expect(await tagOf(person)).toBe('');
  expect((await fleet.agents('adopt', 'work:')).stderr).toContain('was taken away');
  await person.tmux('new-window', '-d', '-t', 'work:', 'claude -n witness');
  await fleet.waitFor('witness', { state: 'idle' });
  expect((await fleet.list()).map(entry => entry.name)).toEqual(['witness']);
  expect(process.kill(pid, 0)).toBe(true);
  await person.type('/exit');
  await waitUntil(
    async () => (await person.screen()).includes('Resume this') && procFile(pid, 'stat') === '',
    () => 'It should end',
  );
  await person.type('claude -n mine');
  const again = await fleet.waitFor('mine', { state: 'idle' });
  expect(again.id).not.toBe(id);
});

it('sends nothing to the shell behind an agent that is suspended', async () => {
  const { fleet, person } = await open();
  await person.type('claude -n mine');
  const { id, pid = 0 } = await fleet.waitFor('mine', { state: 'idle', tmux: { pane: '%0' } });
  process.kill(pid, 'SIGSTOP');
  await waitUntil(
    async () => (await person.screen()).includes('Stopped'),
    () => 'The shell should tell',
  );
  const { code, stderr } = await fleet.agents('send', id, 'echo to-the-shell');
  expect([code, stderr]).toEqual([1, expect.stringContaining('othing was sent')]);
  expect(await person.screen()).not.toContain('to-the-shell');
  await waitUntil(
    async () => (await tagOf(person)) === '',
    () => 'Its pane is its pane no more',
  );
});

it('prints the id of an adopted pane, or why it has none', async () => {
  const { fleet, person } = await open();
  expect((await fleet.agents('adopt', 'work:')).stderr).toContain(
    'No agent runs in the foreground of pane work:: sh',
  );
  expect((await fleet.agents('adopt', 'play')).stderr).toContain('There is no pane play');
  expect((await fleet.agents('adopt', '#(touch x)')).stderr).toContain('is not a tmux target');
  await person.type('claude -n mine');
  await waitUntil(
    async () => (await person.screen()).includes('manual mode'),
    () => 'It should start',
  );
  const { stdout } = await fleet.agents('adopt', 'work:0');
  expect(stdout).toMatch(/^[0-9a-f]{8} · mine\n$/);
  expect(await tagOf(person)).toBe(stdout.slice(0, 8));
  const asJson = JSON.parse((await fleet.agents('adopt', 'work:0', '--json')).stdout);
  expect(asJson).toMatchObject({ id: stdout.slice(0, 8), name: 'mine', agent: 'claude', kind: 'adopted' });
});

it('adopts an agent that a person started on our own tmux server, with our way out', async () => {
  const fleet = openFleet();
  await fleet.job('first', 'sleep 600');
  await fleet.tmux('new-session', '-d', '-s', 'theirs', 'claude -n mine');
  const { tmux } = await fleet.waitFor('mine', { kind: 'adopted', state: 'idle' });
  expect(tmux?.socket).toBe(fleet.home.tmuxSocket);
  const view = await fleet.view();
  await view.waitFor(/❯ . first/);
  await view.press('Down', 'Right');
  await view.waitFor(/manual mode on/);
  await view.press('C-z');
  await view.waitFor(/❯ . +mine/);
});

it('shows Claude Code of another terminal to look at, and says how to move it here', async () => {
  const { fleet } = await open();
  const { home } = fleet;
  inTerminal(fleet, "claude -n far 'say it scn-hello'");
  const { id, sessionId, tmux } = await fleet.waitFor('far', { kind: 'adopted', state: 'idle' });
  expect(tmux).toBeUndefined();
  expect((await fleet.list())[0]).not.toHaveProperty('backend');
  const words = {
    type: 'assistant',
    message: { content: [{ type: 'text', text: 'These are my last words.' }] },
  };
  const directory = join(home.claudeConfig, 'projects', home.project.replaceAll('/', '-'));
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${sessionId}.jsonl`), `${JSON.stringify(words)}\n`);
  const view = await fleet.view();
  await view.waitFor(/❯ . +far/);
  await view.press('Space');
  await view.waitFor(/These are my last words/);
  await view.waitFor(
    /To move it here, leave it there, then: agents run --resume[\s\S]*it takes no reply from here/,
  );
  await view.press('Right');
  await view.waitFor(/runs in another terminal/);
  expect((await fleet.agents('send', id, 'hello')).stderr).toContain(`agents run --resume ${sessionId}`);
  expect((await fleet.agents('stop', id)).stderr).toContain('was not stopped');
});

it.each([
  ['a file named by its version', 'bin/share/claude/versions/2.1.328', 'exec "$BIN" -n mine'],
  ['a file of any name', 'bin/my-agent', 'exec "$BIN" -n mine'],
  ['a link', 'bin/share/ai', 'ln -s "$BIN" here; ./here -n mine'],
  ['a script of a shell', 'bin/claude.exe', 'echo \'"$BIN" -n mine\' > run; sh run'],
])('finds Claude Code that is started through %s', async (_how, path, line) => {
  const { fleet, person } = await open();
  const file = join(fleet.home.root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  const start = `#!/bin/sh\nSCRIPTED_TITLE='${file}' exec '${fleet.home.root}/bin/claude' "$@"\n`;
  writeFileSync(file, start, { mode: 0o755 });
  await person.type(`export BIN=${file}`);
  await person.type(line);
  const { id, tmux } = await fleet.waitFor('mine', { agent: 'claude', kind: 'adopted', state: 'idle' });
  expect(tmux?.pane).toBe('%0');
  expect((await fleet.agents('send', id, 'say it scn-hello')).code).toBe(0);
  await fleet.waitFor('mine', { state: 'completed' });
});

it('goes on here with the conversation of another terminal once it was left there', async () => {
  const { fleet } = await open();
  inTerminal(fleet, "claude -n far 'remember me scn-hello'");
  const far = await fleet.waitFor('far', { state: 'idle' });
  const conversation = far.sessionId ?? '';
  const resume = (...words: readonly string[]) => fleet.agents('run', '--resume', conversation, ...words);
  expect(await resume()).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`is open in far (${far.id})`),
  });
  process.kill(far.pid ?? 0, 'SIGTERM');
  await waitGone(fleet, 'far');
  expect(await resume()).toMatchObject({ code: 1, stderr: expect.stringContaining('knows no conversation') });
  expect(await fleet.list()).toEqual([]);
  const ran = {
    customTitle: 'far',
    cwd: fleet.home.project,
    permissionMode: 'plan',
    model: 'claude-haiku-5',
  };
  const directory = join(fleet.home.claudeConfig, 'projects', fleet.home.project.replaceAll('/', '-'));
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${conversation}.jsonl`), `${JSON.stringify(ran)}\n`);
  const id = /^backgrounded · (\w{8}) · far\n/.exec((await resume()).stdout)?.[1] ?? '';
  const find = async () => (await fleet.list()).find(entry => entry.id === id && entry.state !== 'working');
  const here = await waitUntil(find, () => 'It should start', { limitMs: 8000 });
  expect(here).toMatchObject({ id, kind: 'background', cwd: fleet.home.project, sessionId: conversation });
  const spec = JSON.parse(readFileSync(join(fleet.home.agentsHome, 'jobs', id, 'spec.json'), 'utf8'));
  expect(spec.flags).toEqual(['--model', 'claude-haiku-5', '--permission-mode', 'plan']);
  expect((await fleet.agents('logs', id)).stdout).toContain('remember me');
});

it('lists no spare process, no session without a person, and nothing when adoption is switched off', async () => {
  const { fleet, person } = await open();
  const file = (fields: object) => ({
    pid: process.pid,
    sessionId: 'a',
    cwd: '/',
    status: 'idle',
    ...fields,
  });
  const path = join(fleet.home.claudeConfig, 'sessions', `${process.pid}.json`);
  mkdirSync(join(fleet.home.claudeConfig, 'sessions'), { recursive: true });
  writeFileSync(path, JSON.stringify(file({ kind: 'bg' })));
  await person.type('claude -n mine');
  const { id } = await fleet.waitFor('mine', { state: 'idle' });
  expect((await fleet.list()).map(entry => entry.id)).toEqual([id]);
  writeFileSync(path, JSON.stringify(file({ kind: 'interactive', spare: true })));
  const settings = join(fleet.home.env['XDG_CONFIG_HOME'] ?? '', 'agents');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'settings.json'), '{"adopt": false}');
  await fleet.agents('daemon', 'stop');
  await fleet.agents('daemon', 'start');
  await waitGone(fleet, 'mine');
  expect(await fleet.list()).toEqual([]);
  await waitUntil(
    async () => (await tagOf(person)) === '',
    () => 'The tag should be taken back',
  );
});

/** A terminal that no tmux has, for as long as the test's home lives. */
function inTerminal({ home }: Fleet, command: string): void {
  const options = { env: home.env, cwd: home.project, stdio: ['pipe', 'ignore', 'ignore'] as const };
  spawn('script', ['-qfc', command, '/dev/null'], { ...options, stdio: [...options.stdio] });
}
