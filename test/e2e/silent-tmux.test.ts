import { expect, it, onTestFinished } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';
import { type Fleet, openFleet } from '../helpers/fleet.ts';

/** Words with which each verb is tried; those without are not about a session. */
const words: Readonly<Record<string, readonly (readonly string[])[]>> = {
  run: [
    ['--exec', 'echo hi', '--name', 'late'],
    ['scn-hello', '--name', 'later'],
  ],
  list: [[], ['--json'], ['--tree']],
  send: [
    ['alpha', 'x'],
    ['agent', 'x'],
    ['alpha', '--choose', '1'],
  ],
  logs: [['alpha'], ['alpha', '-f'], ['agent', '--json']],
  stop: [['bravo'], ['agent']],
  respawn: [['bravo'], ['--all']],
  rm: [['bravo'], ['agent']],
  diff: [['agent', '--stat']],
  restore: [['gone'], ['--list']],
  rename: [['alpha', 'alpha']],
  pin: [['alpha']],
  path: [['alpha']],
  adopt: [['%0']],
  explain: [['alpha'], ['agent', '--json']],
  settings: [[]],
  doctor: [[]],
  daemon: [['status'], ['stop'], ['start']],
  completion: [['bash']],
  attach: [['alpha']],
};
/** Without an end of its own, and without tmux. */
const endless = ['watch', 'demo', 'accept'];

/** Until the test ends, or the returned function is called, tmux answers nobody. */
async function stopTmux(fleet: Fleet): Promise<() => void> {
  const pid = Number(await fleet.tmux('display-message', '-p', '#{pid}'));
  const wake = () => {
    process.kill(pid, 'SIGCONT');
  };
  onTestFinished(wake);
  process.kill(pid, 'SIGSTOP');
  return wake;
}

async function openSome(): Promise<Fleet> {
  const fleet = openFleet();
  await fleet.job('gone', 'sleep 60');
  await fleet.agents('rm', 'gone');
  await fleet.start('agent', 'scn-hello');
  for (const name of ['alpha', 'bravo']) await fleet.job(name, 'sleep 600');
  await fleet.waitFor('agent', { state: 'completed' });
  return fleet;
}

it('ends every verb with a sentence while its tmux server is stopped, and does nothing later', async () => {
  const fleet = await openSome();
  expect(verbs.map(({ name }) => name).filter(name => !endless.includes(name) && !words[name])).toEqual([]);
  const wake = await stopTmux(fleet);
  const calls = Object.entries(words).flatMap(([verb, each]) => each.map(rest => [verb, ...rest]));
  const endsInTime = async (call: readonly string[]) => {
    const startedAt = performance.now();
    const { code, stdout, stderr } = await fleet.agents(...call);
    // 5 s on a machine that has time; a verb takes a part of them to be loaded where it has none.
    expect([...call, Math.floor((performance.now() - startedAt) / 8000)]).toEqual([...call, 0]);
    if (code !== 0) expect([...call, stdout + stderr]).not.toContain('');
  };
  // Each waits for tmux and does nothing meanwhile; only the supervisor is ended and started alone.
  await inTurns(
    calls.filter(([verb]) => verb !== 'daemon'),
    4,
    endsInTime,
  );
  await inTurns(
    calls.filter(([verb]) => verb === 'daemon'),
    1,
    endsInTime,
  );
  await fleet.waitFor('alpha', { summary: expect.stringMatching(/^tmux does not answer · /) });
  wake();
  await fleet.waitFor('alpha', { state: 'working', summary: expect.not.stringContaining('does not answer') });
  await fleet.waitFor('bravo', { state: 'working' });
  await fleet.waitFor('late', { state: 'failed', summary: expect.stringContaining('tmux did not answer') });
  expect((await fleet.tmux('list-sessions')).trim().split('\n')).toHaveLength(3);
}, 120_000);

/** So many at the same time. */
async function inTurns<T>(
  items: readonly T[],
  count: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const next = async (): Promise<void> => {
    const item = left.shift();
    if (item === undefined) return;
    await act(item);
    return next();
  };
  await Promise.all(Array.from({ length: count }, next));
}

it('asks a stopped tmux server once, however many sessions a verb is for', async () => {
  const fleet = openFleet();
  const names = ['s1', 's2', 's3', 's4', 's5'];
  for (const name of names) await fleet.job(name, 'sleep 600');
  for (const name of names) await fleet.waitFor(name, { state: 'working' });
  await stopTmux(fleet);
  for (const verb of ['stop', 'respawn', 'rm', 'pin']) {
    const startedAt = performance.now();
    const { code, stderr } = await fleet.agents(verb, ...names);
    expect([verb, Math.floor((performance.now() - startedAt) / 6000)]).toEqual([verb, 0]);
    const said = stderr.match(/tmux did not answer within 2 s on socket/g) ?? [];
    expect([verb, code, said.length]).toEqual(verb === 'pin' ? [verb, 0, 0] : [verb, 1, names.length]);
  }
  expect((await fleet.agents('respawn', '--all', '--json')).stdout).not.toBe('');
  const { stdout } = await fleet.agents('stop', 's1', '--json');
  expect(JSON.parse(stdout)).toMatchObject([{ name: 's1', code: 'tmux-silent' }]);
}, 120_000);

it('goes on with its keys and tells of a stopped server on each row, and of nothing once it goes on', async () => {
  const fleet = await openSome();
  const view = await fleet.view({ columns: 120, rows: 30 });
  await view.waitFor('alpha');
  const wake = await stopTmux(fleet);
  await view.waitFor(/alpha +tmux does not answer · /, { limitMs: 12_000 });
  await view.waitFor(/agent +tmux does not answer · /);
  for (const name of ['Down', 'Up', 'Down']) await view.press(name);
  await view.type('x y');
  await view.waitFor('x y', { limitMs: 1000 });
  await view.press('C-u');
  await view.press('Up');
  await view.press('Enter');
  await view.waitFor(/tmux did not answer within \d s/, { limitMs: 8000 });
  wake();
  await view.waitGone(/tmux does not answer/);
  await view.waitFor(/alpha +sleep 600/);
}, 60_000);
