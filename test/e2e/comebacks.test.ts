import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet, selected, under } from '../helpers/fleet.ts';
import { openPersonTmux } from '../helpers/person-tmux.ts';
import { agentsOf, kill, pidsWhere, procFile } from '../helpers/processes.ts';
import { jobFile } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitFor } from '../helpers/wait.ts';

const interrupted = { state: 'failed', summary: expect.stringMatching(/^interrupted.* · Enter resumes it$/) };

/** Its turn had ended when its tmux server died. */
const done = { state: 'completed', summary: expect.stringMatching(/^All done/) };

/** What starts the session's agent. */
function launchOf({ home }: Fleet, id: string): string {
  return readFileSync(join(home.agentsHome, 'jobs', id, 'launch.sh'), 'utf8');
}

async function screenOf(fleet: Fleet, pane: string): Promise<string> {
  return fleet.tmux('capture-pane', '-p', '-S', '-', '-t', pane);
}

function supervisorPid({ agentsHome }: ScratchHome): number {
  return JSON.parse(readFileSync(join(agentsHome, 'daemon/lock'), 'utf8')).pid;
}

it('brings a session of a killed tmux server back in its own conversation, by Enter, with all it was given', async () => {
  const fleet = openFleet();
  const settings = JSON.stringify({ env: { MARK: 'kept' } });
  const words = ['--model', 'opus', '--settings', settings, '--role', 'engineer'];
  await fleet.agents('run', 'Look around scn-hello', '--name', 'lost', ...words);
  const before = await fleet.waitFor('lost', { state: 'completed' });
  const view = await fleet.view();
  await view.waitFor(selected('lost'));
  await fleet.tmux('kill-server');
  await view.waitFor(/❯ ∙ lost +All done: the task is finished/);
  // Nothing starts by itself.
  expect(agentsOf(before.id)).toEqual([]);
  await view.press('Enter');
  await view.waitFor(/❯.Look around scn-hello[\s\S]*manual mode on/);
  await view.press('C-z');
  await view.waitFor(under('Completed', 'lost'));
  const after = await fleet.waitFor('lost', { state: 'completed' });
  expect(after.sessionId).toBe(before.sessionId);
  expect(agentsOf(before.id)).toHaveLength(1);
  const launch = launchOf(fleet, before.id);
  for (const words of [
    `'--resume' '${before.sessionId}'`,
    `'--name=lost ${before.id.slice(0, 4)}'`,
    `'--model' 'opus'`,
  ])
    expect(launch).toContain(words);
  expect(jobFile(fleet.home, after.id, 'settings.json')).toMatchObject({ env: { MARK: 'kept' } });
  expect(await fleet.tmux('ls', '-F', '#{session_name}')).toBe('engineer-lost\n');
});

it('shows what is going on until a resumed agent draws itself, in the size of the terminal', async () => {
  const home = scratchHome();
  const gate = join(home.root, 'gate');
  const fleet = openFleet(home);
  await fleet.start('lost', 'Look around scn-hello');
  const { id } = await fleet.waitFor('lost', { state: 'completed' });
  await fleet.tmux('kill-server');
  await fleet.waitFor('lost', { ...done, endedAt: expect.any(Number) });
  const view = await fleet.view({ columns: 100, rows: 30, env: { SCRIPTED_STARTS_WITH: gate } });
  await view.press('Enter');
  await waitFor(() => agentsOf(id).length > 0, { what: 'the agent' });
  await view.waitFor(/Waiting for the screen of lost; what you type goes to it\./);
  expect(await fleet.tmux('list-panes', '-a', '-F', '#{pane_width}x#{pane_height}')).toBe('100x30\n');
  await view.type('typed meanwhile');
  writeFileSync(gate, '');
  await view.waitFor(/scn-hello[\s\S]*❯.typed meanwhile[\s\S]*manual mode on/);
});

it('shows of a session whose tmux server died its own words, and not those of the pane that has its number now', async () => {
  const fleet = openFleet();
  await fleet.start('lost', 'Look around scn-hello');
  const { tmux: before, sessionId } = await fleet.waitFor('lost', { state: 'completed' });
  await fleet.tmux('kill-server');
  await fleet.waitFor('lost', { ...done, endedAt: expect.any(Number) });
  const transcripts = join(fleet.home.env['HOME'] ?? '', '.claude/projects/anywhere');
  const content = [{ type: 'text', text: 'three files checked' }];
  mkdirSync(transcripts, { recursive: true });
  writeFileSync(
    join(transcripts, `${sessionId}.jsonl`),
    `${JSON.stringify({ type: 'assistant', message: { content } })}\n`,
  );
  await fleet.job('other', 'echo of someone else; exec sleep 1000');
  const { tmux: after } = await fleet.waitFor('other', { summary: 'of someone else' });
  expect(after?.pane).toBe(before?.pane);
  const logs = await fleet.agents('logs', 'lost');
  expect(logs).toMatchObject({ code: 0, stderr: '' });
  expect(logs.stdout).toContain('three files checked');
  expect(logs.stdout).not.toContain('someone else');
  const view = await fleet.view();
  await view.press('Down');
  await view.waitFor(selected('lost'));
  await view.press('Space');
  await view.waitFor(/a reply resumes it/);
  await view.press('PPage');
  expect(await view.waitFor(/● .*three files checked/)).not.toMatch(/^ *of someone else/m);
});

it('takes a reply to a session that was killed, starts it again and sends it once', async () => {
  const fleet = openFleet();
  const id = await fleet.start('killed', 'First words scn-hello');
  const { pid = 0 } = await fleet.waitFor('killed', { state: 'completed', pid: expect.any(Number) });
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(selected('killed'));
  await kill(pid);
  await view.waitFor(/killed +interrupted: killed by SIGKILL/);
  await view.press('Space');
  await view.waitFor('a reply resumes it');
  await view.type('Second words scn-hello');
  await view.press('Enter');
  await view.waitFor('your reply goes out when it is ready');
  const sent = async () => {
    const { tmux } = await fleet.waitFor('killed', {});
    const screen = await screenOf(fleet, tmux?.pane ?? '');
    return /First words[\s\S]*Second words[\s\S]*Brewed/.test(screen) && screen;
  };
  const screen = await waitFor(sent, { what: 'answer to the second words' });
  expect(screen.match(/^❯.Second words/gm)).toHaveLength(1);
  expect(agentsOf(id)).toHaveLength(1);
});

it('delivers what agents send gives to a stopped session, also to one that has asked something', async () => {
  const fleet = openFleet();
  const id = await fleet.start('quiet', 'First words scn-question');
  await fleet.waitFor('quiet', { state: 'needs-input' });
  // From here on its new terminal has to know that one question has been asked.
  await fleet.agents('send', id, 'Go on scn-hello');
  await fleet.waitFor('quiet', { state: 'completed' });
  await fleet.agents('stop', id);
  await fleet.waitFor('quiet', { state: 'stopped' });
  const answer = await fleet.agents('send', id, 'Now the second scn-hello');
  expect(answer).toEqual({ code: 0, stdout: 'delivered\n', stderr: '' });
  const { tmux } = await fleet.waitFor('quiet', { state: 'completed' });
  expect(await screenOf(fleet, tmux?.pane ?? '')).toMatch(/First words[\s\S]*Now the second/);
});

it('leaves what had finished before a reboot as it was, and resumes it', async () => {
  const home = scratchHome();
  const fleet = openFleet(home);
  const id = await fleet.start('sleeper', 'Before the reboot scn-hello');
  await fleet.waitFor('sleeper', { state: 'completed' });
  await kill(supervisorPid(home));
  await fleet.tmux('kill-server');
  const later = openFleet({ ...home, env: { ...home.env, AGENTS_BOOT_ID: 'another-boot' } });
  await later.waitFor('sleeper', { ...done, endedAt: expect.any(Number) });
  const answer = await later.agents('send', '--json', id, 'After it scn-hello');
  expect(JSON.parse(answer.stdout)).toEqual({ id, name: 'sleeper', outcome: 'delivered' });
  const { tmux } = await later.waitFor('sleeper', { state: 'completed' });
  expect(await screenOf(later, tmux?.pane ?? '')).toMatch(/Before the reboot[\s\S]*After it/);
});

it('calls interrupted only what worked or asked when the tmux server died, on top, and respawn --all resumes that', async () => {
  const fleet = openFleet();
  await fleet.start('works', 'Look around scn-slow-60');
  await fleet.start('asks', 'Look around scn-shell');
  await fleet.start('finished', 'Look around scn-hello');
  await fleet.waitFor('asks', { state: 'needs-input' });
  const { id, summary } = await fleet.waitFor('finished', { state: 'completed' });
  await fleet.waitFor('works', { state: 'working', summary: expect.not.stringMatching(/^starting/) });
  const view = await fleet.view();
  await view.waitFor(under('Completed', 'finished'));
  await fleet.tmux('kill-server');
  // Another server takes its place before anybody looks.
  await fleet.job('other', 'sleep 60');
  await view.waitFor(under('Interrupted', 'works'));
  await view.waitFor(under('Interrupted', 'asks'));
  await view.waitFor(under('Completed', 'finished'));
  expect((await view.screen()).indexOf('Interrupted')).toBeLessThan((await view.screen()).indexOf('Working'));
  await fleet.waitFor('finished', { state: 'completed', summary });
  await view.press('M-r');
  await view.waitFor(
    /Alt\+R again starts 2 Claude Code, each in its own conversation: .*(works, asks|asks, works)/,
  );
  await view.press('M-r');
  await view.waitGone('Interrupted');
  await fleet.waitFor('works', { pid: expect.any(Number) });
  await fleet.waitFor('asks', { pid: expect.any(Number) });
  expect(agentsOf(id)).toEqual([]);
  const { stdout } = await fleet.agents('respawn', '--all');
  expect(stdout).not.toContain('finished');
});

it('leaves a session that was started again as it was: one turn is one turn, and its words are its own', async () => {
  const home = scratchHome();
  const fleet = openFleet(home);
  const id = await fleet.start('again', 'First words scn-hello');
  const { summary } = await fleet.waitFor('again', { state: 'completed' });
  for (const time of ['first', 'second']) {
    const gate = join(home.root, time);
    const slow = openFleet({ ...home, env: { ...home.env, SCRIPTED_STARTS_WITH: gate } });
    // It comes back once the agent has drawn itself.
    const respawned = slow.agents('respawn', id);
    await fleet.waitFor('again', { state: 'working', summary: 'starting…' });
    writeFileSync(gate, '');
    expect(await respawned).toMatchObject({ code: 0 });
    await fleet.waitFor('again', { state: 'completed', summary, pid: expect.any(Number) });
  }
  const view = await fleet.view();
  await view.waitFor(selected('again'));
  await view.press('Space');
  await view.waitFor(/Since it began .*finished a turn/);
  await fleet.agents('stop', id);
  await fleet.waitFor('again', { state: 'stopped', summary });
  await fleet.agents('rm', id);
  await fleet.agents('restore', id);
  await fleet.waitFor('again', { state: 'stopped', summary });
});

it('says of a session that is left after it was started again that it has completed', async () => {
  const fleet = openFleet();
  const id = await fleet.start('again', 'First words scn-hello');
  const { summary } = await fleet.waitFor('again', { state: 'completed' });
  await fleet.agents('respawn', id);
  await fleet.waitForScreen('again', 'First words');
  await fleet.waitFor('again', { state: 'completed', summary });
  await fleet.agents('send', id, '/exit');
  await fleet.waitFor('again', { state: 'completed', summary, exitCode: 0 });
});

it('says within seconds that an agent cannot start any more, in its own words, and keeps what it was to be told', async () => {
  const fleet = openFleet();
  const id = await fleet.start('broken', 'First words scn-hello');
  await fleet.waitFor('broken', { state: 'completed' });
  await fleet.agents('stop', id);
  await fleet.waitFor('broken', { state: 'stopped' });
  const program = join(fleet.home.root, 'bin/claude');
  const whole = readFileSync(program, 'utf8');
  writeFileSync(program, '#!/bin/sh\necho "Error: native binary not installed." >&2\nsleep 0.2\nexit 1\n');
  const words =
    /could not be started: claude ended at once \(exit code 1\): Error: native binary not installed\./;
  const sent = await fleet.agents('send', id, 'Second words scn-hello');
  expect(sent).toMatchObject({ code: 1, stdout: '' });
  expect(sent.stderr).toMatch(words);
  expect(sent.stderr).toContain(
    `Your message is kept, and goes out when it is started again: agents respawn ${id}`,
  );
  const summary = 'your message is kept · exited (1): Error: native binary not installed.';
  await fleet.waitFor('broken', { state: 'failed', summary });
  const view = await fleet.view({ columns: 100, rows: 24 });
  await view.waitFor(/broken +failed: your message is kept · exited \(1\): Error/);
  await view.press('Space');
  await view.waitFor('Kept: "Second words scn-hello" · goes out when it is started again');
  const respawned = await fleet.agents('respawn', id);
  expect(respawned).toMatchObject({ code: 1, stdout: '' });
  expect(respawned.stderr).toMatch(words);
  expect((await fleet.agents('logs', id)).stdout).toContain('native binary not installed.');
  writeFileSync(program, whole);
  expect(await fleet.agents('respawn', id)).toMatchObject({ code: 0 });
  await fleet.waitForScreen('broken', 'Second words scn-hello');
  await view.waitGone(/[Kk]ept/);
});

it('shows in the row and the logs what an agent says that cannot even start the first time', async () => {
  const fleet = openFleet();
  const program = join(fleet.home.root, 'bin/claude');
  writeFileSync(program, '#!/bin/sh\necho "Error: native binary not installed." >&2\nsleep 0.2\nexit 0\n');
  const id = await fleet.start('first', 'First words scn-hello');
  await fleet.waitFor('first', {
    state: 'failed',
    summary: 'exited (0): Error: native binary not installed.',
  });
  expect((await fleet.agents('logs', id)).stdout).toBe('Error: native binary not installed.\n');
});

it('starts nothing on a conversation that is open in another terminal, and says where it is', async () => {
  const fleet = openFleet();
  const person = await openPersonTmux(fleet.home);
  const id = await fleet.start('moved', 'First words scn-hello');
  const { sessionId } = await fleet.waitFor('moved', { state: 'completed' });
  await fleet.agents('stop', id);
  await fleet.waitFor('moved', { state: 'stopped' });
  await person.type(`claude -n mine --resume ${sessionId}`);
  await waitFor(async () => (await person.screen()).includes('First words'), { what: 'conversation there' });
  const why = /moved was not started again: its conversation is open in (.*, )?process \d+/;
  for (const words of [
    ['send', id, 'Second words'],
    ['respawn', id],
  ]) {
    const answer = await fleet.agents(...words);
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toMatch(why);
  }
  await fleet.waitFor('mine', { pid: expect.any(Number) });
  const view = await fleet.view();
  await view.waitFor(selected('mine'));
  await view.press('Down');
  await view.waitFor(selected('moved'));
  await view.press('Enter');
  await view.waitFor(/conversation is open in/);
  expect(agentsOf(id)).toEqual([]);
  await person.type('/exit');
  await waitFor(async () => /\$$/.test((await person.screen()).trim()), { what: 'shell' });
  expect(await fleet.agents('send', id, 'Third words scn-hello')).toMatchObject({
    code: 0,
    stdout: 'delivered\n',
  });
});

it('starts one process when several ask at once', async () => {
  const fleet = openFleet();
  const id = await fleet.start('wanted', 'First words scn-hello');
  const { pid = 0 } = await fleet.waitFor('wanted', { state: 'completed' });
  await kill(pid);
  await fleet.waitFor('wanted', interrupted);
  const texts = ['one', 'two', 'three'].map(word => `Message ${word} scn-hello`);
  const answers = await Promise.all(texts.map(text => fleet.agents('send', id, text)));
  // One that comes late enough finds it at work again.
  for (const { stdout } of answers) expect(stdout).toMatch(/^(delivered|queued)$/m);
  expect(agentsOf(id)).toHaveLength(1);
  expect((await fleet.tmux('ls', '-F', '#{session_name}')).trim()).toBe('wanted');
  for (const text of texts) await fleet.waitForScreen('wanted', `❯ ${text}`);
  const { tmux } = await fleet.waitFor('wanted', { state: 'completed' });
  const screen = await screenOf(fleet, tmux?.pane ?? '');
  for (const text of texts) expect(screen.split(`❯ ${text}`), text).toHaveLength(2);
});

it('gives the first prompt again only when it was never taken up, and says what cannot come back', async () => {
  const home = scratchHome();
  const slow = openFleet({ ...home, env: { ...home.env, SCRIPTED_STARTS_WITH: join(home.root, 'never') } });
  const early = await slow.start('early', 'Only once scn-hello');
  const { pid = 0 } = await slow.waitFor('early', { pid: expect.any(Number) });
  await kill(pid);
  await slow.waitFor('early', { state: 'failed' });
  const fleet = openFleet(home);
  await fleet.agents('send', early, 'And this scn-hello');
  const { tmux } = await fleet.waitFor('early', { state: 'completed' });
  expect(await screenOf(fleet, tmux?.pane ?? '')).toMatch(/❯.Only once[\s\S]*❯.And this/);
});

it('ends what outlived its terminal before it starts it again, and with its row', async () => {
  const fleet = openFleet();
  const id = await fleet.job('stubborn', "trap '' HUP; sleep 1000");
  await fleet.waitFor('stubborn', { state: 'working', pid: expect.any(Number) });
  const sleeps = () => pidsWhere(pid => procFile(pid, 'environ').includes(`AGENTS_JOB_ID=${id}`));
  const isAsleep = () => sleeps().some(pid => procFile(pid, 'cmdline').startsWith('sleep'));
  await waitFor(isAsleep, { what: 'job at work' });
  await fleet.tmux('kill-server');
  await fleet.waitFor('stubborn', { state: 'failed' });
  const before = sleeps();
  expect(before).not.toEqual([]);
  await fleet.agents('respawn', id);
  await fleet.waitFor('stubborn', { state: 'working' });
  expect(sleeps().filter(pid => before.includes(pid))).toEqual([]);
  await waitFor(isAsleep, { what: 'job at work again' });
  await fleet.tmux('kill-server');
  await fleet.waitFor('stubborn', { state: 'failed' });
  await fleet.agents('rm', id);
  expect(sleeps()).toEqual([]);
});
