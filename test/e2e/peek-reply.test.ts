import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet, selected } from '../helpers/fleet.ts';
import { holdSupervisor } from '../helpers/processes.ts';
import { waitFor, waitUntil } from '../helpers/wait.ts';

const sizes = [
  [80, 24],
  [160, 50],
] as const;

it.each(sizes)(
  'fills in a suggested reply on Tab, runs a ! command, and sends neither unasked, at %dx%d',
  async (columns, rows) => {
    const fleet = openFleet();
    await fleet.start('asking', 'scn-question');
    await fleet.waitFor('asking', { state: 'needs-input' });
    const view = await fleet.view({ columns, rows });
    await view.waitFor(selected('asking'));
    await view.press('Space');
    await view.waitFor('❯ type a reply, or Tab: Use a double jump.');
    await view.press('Tab');
    await view.waitFor('❯ Use a double jump.');
    await view.press('Tab');
    await view.waitFor('❯ Use a wall climb for the power-up.');
    await view.press('Tab');
    await view.waitFor('❯ Use a double jump.');
    await view.press('C-u');
    await view.type('!echo made-here > made; echo made-it');
    await view.waitFor('enter runs it in the shell of this session');
    await view.press('Enter');
    await view.waitFor(/! echo made-here > made; echo made-it[\s\S]*⎿\s+made-it/);
    expect(readFileSync(join(fleet.home.project, 'made'), 'utf8')).toBe('made-here\n');
    // Not a word went to the model.
    expect(await fleet.agents('logs', 'asking')).not.toMatchObject({
      stdout: expect.stringContaining('double jump.'),
    });
    await fleet.waitFor('asking', { state: 'completed' });
    await view.waitFor('❯ type a reply, or Tab: Run the tests.');
  },
);

it('gives a job what begins with ! as it is', async () => {
  const fleet = openFleet();
  await fleet.job('prompt', 'read answer; echo "you said $answer"; sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('prompt'));
  await view.press('Space');
  await view.waitFor('type input for this job');
  await view.run('!blue');
  await view.waitFor('you said !blue');
});

it('sends replies that come at the same time one after the other, each as a message of its own', async () => {
  const fleet = openFleet();
  const id = await fleet.start('busy', 'first scn-hello');
  const { tmux } = await fleet.waitFor('busy', { state: 'completed' });
  const view = await fleet.view();
  await view.waitFor(selected('busy'));
  await view.press('Space');
  await view.waitFor('type a reply');
  await Promise.all([
    (async () => {
      await view.run('second scn-hello');
      await view.run('third scn-hello');
    })(),
    fleet.agents('send', id, 'fourth scn-hello'),
    fleet.agents('send', id, 'fifth scn-hello'),
  ]);
  const prompts = async () => {
    const screen = await fleet.tmux('capture-pane', '-p', '-S', '-', '-t', tmux?.pane ?? '');
    return [...screen.matchAll(/^❯.(\w+) scn-hello$/gm)].map(match => match[1]);
  };
  await waitFor(async () => (await prompts()).length === 5, { what: 'five prompts' });
  const seen = await prompts();
  expect([...seen].sort()).toEqual(['fifth', 'first', 'fourth', 'second', 'third']);
  expect(seen.indexOf('second')).toBeLessThan(seen.indexOf('third'));
});

/** Sessions that ask for the same command, each in a directory of its own as in a worktree. */
async function asking(fleet: Fleet, names: readonly string[]) {
  for (const name of names) {
    const cwd = join(fleet.home.root, name);
    mkdirSync(cwd);
    await fleet.agents('run', 'scn-shell', '--name', name, '--cwd', cwd);
  }
  for (const name of names) await fleet.waitFor(name, { state: 'needs-input', waitingFor: 'permission' });
}

const made = (fleet: Fleet, name: string) => readdirSync(join(fleet.home.root, name)).length > 0;

it.each(sizes)(
  'answers the sessions that ask the same together; leaves out one that has moved on and one that is gone, at %dx%d',
  async (columns, rows) => {
    const fleet = openFleet();
    await asking(fleet, ['gone', 'one', 'two', 'three', 'four']);
    const view = await fleet.view({ columns, rows });
    await view.waitFor(selected('four'));
    await view.press('Space');
    await view.waitFor(/5 sessions ask this \(also .*\): Alt\+Enter answers/);
    await view.press('M-Enter');
    await view.waitFor('Choose an option first');
    await view.press('1');
    await view.waitFor(/● 1\. Yes/);
    // Answered elsewhere at the very moment: the supervisor has not seen it yet, the screen shows it.
    const pane = await fleet.waitForScreen('two', '1. Yes');
    const release = holdSupervisor(fleet.home);
    await fleet.tmux('send-keys', '-t', pane, 'Escape');
    await waitUntil(
      async () => !(await fleet.tmux('capture-pane', '-p', '-t', pane)).includes('1. Yes'),
      () => 'The dialog stays open',
    );
    await fleet.agents('rm', 'gone');
    await view.press('M-Enter');
    await view.waitFor(/Sent to 3 of 5 sessions\..*two has moved on; nothing was sent\./s);
    release();
    await waitUntil(
      () => ['one', 'three', 'four'].every(name => made(fleet, name)),
      () => 'Not every session got the answer',
      { limitMs: 15_000 },
    );
    await fleet.waitFor('two', { state: 'idle' });
    expect(made(fleet, 'two')).toBe(false);
    expect(existsSync(join(fleet.home.root, 'one', 'made-by-shell.txt'))).toBe(true);
  },
);
