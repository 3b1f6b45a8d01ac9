import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';

/** Takes a second to listen and another to show that it has heard; notes every line that it gets. */
const program = `#!/bin/sh
stty -echo
sleep 1
printf '> '
while read -r line; do
  printf '%s\\n' "$line" >>"$HOME/lines"
  sleep 1
  printf '\\nsaid: %s\\n> ' "$line"
done
`;
const echo = {
  label: 'Echo',
  command: ['echoer'],
  prompt: 'paste',
  rules: [
    { state: 'needs-input', waitingFor: 'question', screen: '^said: (.*\\?)\\n>$', lines: 2, summary: 1 },
    { state: 'completed', screen: '^said: (.*)\\n>$', lines: 2, summary: 1 },
    { state: 'idle', screen: '^>$', lines: 1 },
  ],
};

const patience = { limitMs: 20_000 };

function openWithEcho(agents: object) {
  const fleet = openFleet();
  const { root } = fleet.home;
  mkdirSync(join(root, 'config/agents'), { recursive: true });
  writeFileSync(join(root, 'config/agents/settings.json'), JSON.stringify({ agents }));
  writeFileSync(join(root, 'bin/echoer'), program);
  chmodSync(join(root, 'bin/echoer'), 0o755);
  return { fleet, lines: () => readFileSync(join(root, 'lines'), 'utf8') };
}

it('a described agent gets its first prompt once it listens, once, and answers go to it', async () => {
  const { fleet, lines } = openWithEcho({ echo });
  const prompt = `-x "it's" ready; yes?`;
  const { code } = await fleet.agents('run', '--agent', 'echo', '--name', 'mine', `now ${prompt}`);
  expect(code).toBe(0);
  const asked = { state: 'needs-input', waitingFor: 'question', summary: `now ${prompt}` };
  const { id } = await fleet.waitFor('mine', asked, patience);
  expect((await fleet.agents('send', id, 'the second')).stdout).toBe('delivered\n');
  await fleet.waitFor('mine', { state: 'completed', summary: 'the second' }, patience);
  expect(lines()).toBe(`now ${prompt}\nthe second\n`);
});

it('a mistake in a description is told with the file and the key, and the agent is not known', async () => {
  const { fleet } = openWithEcho({ echo: { ...echo, rules: [{ state: 'idle', screen: '(' }] } });
  const { code, stderr } = await fleet.agents('run', '--agent', 'echo', 'x');
  expect([code, stderr]).toEqual([1, expect.stringContaining('There is no agent "echo"')]);
  const view = await fleet.view();
  await view.waitFor(/agents\.echo\.rules\[0\]\.screen/);
});

it('shows of an agent and a job whose tmux server died what they said last, and what brings them back', async () => {
  const mute = { ...echo, label: 'Mute', command: ['sleep', '1000'] };
  const { fleet } = openWithEcho({ echo, mute });
  const job = await fleet.job('server', 'echo listening; exec sleep 1000');
  await fleet.agents('run', '--agent', 'echo', '--name', 'mine', 'look around');
  await fleet.waitFor('mine', { state: 'completed', summary: 'look around' }, patience);
  await fleet.agents('run', '--agent', 'mute', '--name', 'fresh', 'say something');
  await fleet.waitFor('server', { summary: 'listening' });
  await fleet.waitFor('fresh', { pid: expect.any(Number) });
  await fleet.tmux('kill-server');
  const view = await fleet.view({ columns: 100, rows: 24 });
  // Its turn had ended: nothing of it was cut off.
  await view.waitFor(/Completed 1\n. ∙ mine +look around/);
  await view.waitFor(/server +interrupted: the tmux server is gone · listening/);
  await view.waitFor(/fresh +interrupted: the tmux server is gone · Enter starts it again/);
  await view.press('End', 'Space');
  await view.waitFor(/said: look around\n[\s\S]*it has ended and cannot be resumed; start a new session/);
  await view.press('Up');
  await view.waitFor(`its terminal is gone; agents respawn ${job} runs it again`);
  await view.press('Enter');
  await view.waitFor(`The terminal of server is gone; agents respawn ${job} runs it again.`);
  const logs = await fleet.agents('logs', 'mine');
  expect(logs.stdout).toContain('said: look around');
  // No key of the view.
  const { stdout } = await fleet.agents('logs', 'fresh');
  expect(stdout).toMatch(/interrupted: the tmux server is gone$/m);
});
