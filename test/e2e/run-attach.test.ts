import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { openRepository } from '../helpers/repository.ts';
import { openTerminal } from '../helpers/terminal.ts';

async function open(line: string) {
  const fleet = openFleet();
  await fleet.job('first', 'sleep 600');
  await fleet.waitFor('first', { state: 'working' });
  const { env, project: cwd } = fleet.home;
  const terminal = await openTerminal({ env, cwd, columns: 100, rows: 30 });
  await terminal.run(line);
  return { fleet, terminal };
}

it('opens an empty session in this terminal; Left on its empty prompt comes to the view with its row selected', async () => {
  const { fleet, terminal } = await open('agents run --attach --name fresh');
  await terminal.waitFor(/manual mode on/);
  await terminal.press('Left');
  await terminal.waitFor(/❯ . +fresh/, { limitMs: 8000 });
  expect(await fleet.waitFor('fresh', { state: 'idle' })).toMatchObject({ name: 'fresh' });
  await terminal.press('Right');
  await terminal.waitFor(/manual mode on/);
});

it('leaves no word of its wait in the shell, and says how one that did nothing begins again', async () => {
  const { terminal } = await open('agents run --attach --name fresh');
  await terminal.waitFor(/manual mode on/);
  await terminal.tell('/exit');
  await terminal.waitFor(/Ctrl\+Z goes back/, { limitMs: 8000 });
  await terminal.press('C-z');
  const screen = await terminal.waitFor(/fresh has ended; agents attach \w+ starts it again\./, {
    limitMs: 8000,
  });
  expect(screen).not.toContain('Waiting for the screen');
});

it('opens a session on its task, comes back with Ctrl+Z, with its row selected', async () => {
  const { fleet, terminal } = await open('agents run --attach "say it scn-hello" --name greeting');
  await terminal.waitFor(/All done/, { limitMs: 8000 });
  await terminal.press('C-z');
  await terminal.waitFor(/❯ . +greeting +/, { limitMs: 8000 });
  await fleet.waitFor('greeting', { state: 'completed' });
});

it('comes back to the directory that was asked for, and not to the worktree of the session', async () => {
  const fleet = openRepository();
  const { repository: cwd } = fleet;
  const terminal = await openTerminal({ env: fleet.home.env, cwd, columns: 160, rows: 30 });
  await terminal.run('agents run --attach --name fresh');
  await terminal.waitFor(/manual mode on/, { limitMs: 8000 });
  await terminal.press('Left');
  const screen = await terminal.waitFor(/❯ . +fresh/, { limitMs: 8000 });
  expect(screen).toContain('new sessions: ');
  expect(screen).not.toContain('.agents/worktrees');
});

it('starts nothing where it could not be shown, or without a task where nobody looks', async () => {
  const fleet = openFleet();
  expect(await fleet.agents('run', '--attach', 'x')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('needs a terminal'),
  });
  expect((await fleet.agents('run')).code).toBe(2);
  expect((await fleet.agents('run', '--attach', '--exec', '')).code).toBe(2);
  expect(await fleet.list()).toEqual([]);
});
