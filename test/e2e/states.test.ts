import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fleet } from '../helpers/fleet.ts';
import { openFleet } from '../helpers/fleet.ts';
import { makeScratchHome } from '../helpers/scratch-home.ts';

const agents: readonly (readonly [prompt: string, expected: object])[] = [
  ['scn-think-90', { state: 'working' }],
  ['scn-loop-40', { state: 'working', summary: expect.stringMatching(/step \d/) }],
  ['scn-shell', { state: 'needs-input', waitingFor: 'permission' }],
  ['scn-edit', { state: 'needs-input', waitingFor: 'permission' }],
  ['scn-ask', { state: 'needs-input', waitingFor: 'question' }],
  ['scn-plan', { state: 'needs-input', waitingFor: 'plan' }],
  ['scn-question', { state: 'needs-input', waitingFor: 'question' }],
  ['scn-hello', { state: 'completed', summary: expect.stringContaining('three files checked') }],
  ['scn-500', { state: 'failed', summary: expect.stringContaining('500') }],
  ['scn-429', { state: 'failed', waitingFor: 'limit' }],
  ['scn-crash', { state: 'failed', exitCode: 3, summary: expect.stringContaining('exited (3)') }],
];
const jobs: readonly (readonly [command: string, expected: object])[] = [
  ['echo begun; sleep 90', { state: 'working', summary: 'begun' }],
  ['echo fine', { state: 'completed', exitCode: 0, summary: 'fine' }],
  ['exit 3', { state: 'failed', exitCode: 3, summary: 'exited (3)' }],
];

let fleet: Fleet;

beforeAll(async () => {
  fleet = openFleet(makeScratchHome());
  for (const [prompt] of agents) await fleet.start(prompt, prompt);
  for (const [command] of jobs) await fleet.job(command, command);
}, 60_000);
afterAll(() => fleet.home.cleanup());

it.each([...agents, ...jobs])('the state of "%s" is right', async (name, expected) => {
  await fleet.waitFor(name, expected);
});

/** Starts a session of its own and waits until it works, and hears its keys. */
async function working(name: string) {
  await fleet.start(name, 'scn-slow-60');
  const pane = await fleet.waitForScreen(name, 'This slow answer');
  const { pid = 0 } = await fleet.waitFor(name, { state: 'working', pid: expect.any(Number) });
  return { pane, pid };
}

it('the state of an agent that was interrupted by Esc is right, although no hook tells', async () => {
  const { pane } = await working('interrupted');
  await fleet.tmux('send-keys', '-t', pane, 'Escape');
  await fleet.waitFor('interrupted', { state: 'idle' }, { limitMs: 4000 });
});

it('the state of a permission that was denied by Esc is right', async () => {
  await fleet.start('denied', 'scn-shell');
  await fleet.waitFor('denied', { state: 'needs-input' });
  const pane = await fleet.waitForScreen('denied', '1. Yes');
  // A dialog is deaf for its first 0.2 s.
  await fleet.tmux('run-shell', '-d', '0.3', '-C', `send-keys -t ${pane} Escape`);
  await fleet.waitFor('denied', { state: 'idle' }, { limitMs: 4000 });
});

it('the state of an agent that was killed from outside is right', async () => {
  const { pid } = await working('killed');
  process.kill(pid, 'SIGKILL');
  const summary = expect.stringContaining('killed by SIGKILL');
  await fleet.waitFor('killed', { state: 'failed', summary }, { limitMs: 4000 });
});

it('the state of a session whose tmux session was killed is right', async () => {
  await working('removed');
  await fleet.tmux('kill-session', '-t', '=removed');
  await fleet.waitFor(
    'removed',
    { state: 'failed', summary: expect.stringContaining('killed from outside') },
    { limitMs: 4000 },
  );
});

it('the state of an agent that was left by /exit is right', async () => {
  await fleet.start('left', 'scn-hello');
  await fleet.waitFor('left', { state: 'completed', tmux: expect.any(Object) });
  await fleet.agents('send', 'left', '/exit');
  await fleet.waitFor('left', { state: 'completed', exitCode: 0 });
});

it('the supervisor has nothing to complain about', () => {
  const log = readFileSync(`${fleet.home.agentsHome}/daemon.log`, 'utf8');
  expect(log).toMatch(/^\S+ supervisor \S+ started, pid \d+\n$/);
});
