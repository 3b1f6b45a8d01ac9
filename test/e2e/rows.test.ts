import { expect, it } from 'vitest';
import { openFleet, selected, under } from '../helpers/fleet.ts';
import { waitUntil } from '../helpers/wait.ts';

it('asks before it stops a working session, then stops and deletes it', async () => {
  const fleet = openFleet();
  await fleet.start('busy', 'scn-think-60');
  await fleet.waitFor('busy', { state: 'working' });
  const view = await fleet.view();
  await view.waitFor(selected('busy'));
  await view.press('C-x');
  await view.waitFor(/Ctrl\+X again stops it, Esc lets it go on: busy is working/);
  await view.press('C-x');
  await view.waitFor('Stopped busy. Ctrl+X again deletes it.');
  await view.press('C-x');
  await view.waitFor(/Deleted busy/);
  await view.waitGone(selected('busy'));
  expect(await fleet.list()).toEqual([]);
  expect(await fleet.tmux('list-panes', '-a', '-F', '#{pane_id}')).toBe('');
});

it('lets a working session go on when Esc follows the question', async () => {
  const fleet = openFleet();
  await fleet.start('busy', 'scn-think-60');
  await fleet.waitFor('busy', { state: 'working' });
  const view = await fleet.view();
  await view.waitFor(selected('busy'));
  await view.press('C-x');
  await view.waitFor('Ctrl+X again stops it');
  await view.press('Escape');
  await view.waitGone('Ctrl+X again stops it');
  await view.waitFor(selected('busy'));
  await fleet.waitFor('busy', { state: 'working' });
});

it('keeps the row of a stopped session, with its last output', async () => {
  const fleet = openFleet();
  await fleet.job('server', 'echo listening; sleep 60');
  const view = await fleet.view();
  await view.waitFor(/❯ \S server +listening/);
  await view.press('C-x', 'C-x');
  await view.waitFor('Stopped server.');
  await view.waitFor(/Completed \d+\n❯ \S server +stopped · listening/);
  await fleet.waitFor('server', { state: 'stopped' });
  expect((await fleet.agents('logs', 'server')).stdout).toContain('listening');
});

it('pins and renames, and finds both when it opens again', async () => {
  const fleet = openFleet();
  for (const name of ['alpha', 'beta']) await fleet.job(name, 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('beta'));
  await view.press('C-t');
  await view.waitFor(under('Pinned', 'beta'));
  await view.press('C-r');
  await view.waitFor('enter saves the name');
  await view.press('C-u');
  await view.run('gamma ray');
  await view.waitFor(under('Pinned', 'gamma ray'));
  await view.close();
  await (await fleet.view()).waitFor(under('Pinned', 'gamma ray'));
});

it.each([
  [80, 24],
  [160, 50],
])(
  'at %ix%i a half-written reply goes nowhere when its session is deleted elsewhere',
  async (columns, rows) => {
    const fleet = openFleet();
    await fleet.job('alpha', 'sleep 60');
    await fleet.job('beta', 'sleep 60');
    const view = await fleet.view({ columns, rows });
    await view.waitFor(selected('beta'));
    await view.press('Space');
    await view.type('half a');
    await view.waitFor('❯ half a');
    await fleet.agents('rm', 'beta');
    await view.waitFor('gone from the list: nothing can be sent');
    await view.type(' reply');
    await view.press('Enter');
    await view.waitFor(/❯ half a reply[\s\S]*beta is gone from the list; Esc closes/);
    await view.press('Escape');
    await view.waitFor(selected('alpha'));
    expect(await view.waitGone(/ beta /)).toContain('describe a task');
    expect(await fleet.list()).toHaveLength(1);
  },
);

it('shows a pin, a name and a new session in another open view within a second', async () => {
  const fleet = openFleet();
  for (const name of ['alpha', 'beta']) await fleet.job(name, 'sleep 60');
  const [one, other] = [await fleet.view(), await fleet.view({ columns: 80, rows: 24 })];
  await one.waitFor(selected('beta'));
  await one.press('C-t');
  await other.waitFor(under('Pinned', 'beta'), { limitMs: 1000 });
  await one.press('C-r');
  await one.waitFor('enter saves the name');
  await one.run(' ray');
  await other.waitFor(under('Pinned', 'beta ray'), { limitMs: 1000 });
  await other.run('! echo from the other');
  await one.waitFor(/from the other/, { limitMs: 2000 });
});

it('groups by state, directory and role in turn at 80x24, and opens again as it was at 160x50', async () => {
  const fleet = openFleet();
  await fleet.agents('run', '--exec', 'sleep 60', '--name', 'watcher', '--role', 'reviewer');
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(under('Working', 'watcher'));
  for (const group of ['~/project', 'reviewer', 'Working', '~/project']) {
    await view.press('C-s');
    await view.waitFor(under(group, 'watcher'));
  }
  await (await fleet.view({ columns: 160, rows: 50 })).waitFor(under('~/project', 'watcher'));
});

it('renames the tmux session with the row, and the row with the tmux session', async () => {
  const fleet = openFleet();
  await fleet.job('alpha', 'sleep 60');
  await fleet.job('taken', 'sleep 60');
  const entry = await fleet.waitFor('alpha', { tmux: expect.any(Object) });
  const names = async () => (await fleet.tmux('ls', '-F', '#{session_name}')).trim().split('\n').sort();
  const view = await fleet.view();
  await view.press('Down');
  await view.waitFor(selected('alpha'));
  await view.press('C-r');
  await view.press('C-u');
  await view.run('Gamma #(ray) Ü');
  await fleet.waitFor('Gamma #(ray) Ü', { id: entry.id });
  await waitUntil(
    async () => (await names()).includes('gamma-ray-u'),
    () => 'The tmux session should be renamed',
  );
  // From there: the row takes the name as it is, and gives none back.
  await fleet.tmux('rename-session', '-t', '=gamma-ray-u', 'Pay $(ments) ü');
  await fleet.waitFor('Pay $(ments) ü', { id: entry.id }, { limitMs: 6000 });
  await view.waitFor(selected('Pay'));
  await fleet.agents('rename', entry.id, 'Taken');
  expect(await names()).toEqual(['taken', 'taken-2']);
  await fleet.agents('rename', entry.id, 'delta');
  await fleet.job('another', 'true');
  await fleet.waitFor('another', { state: 'completed' });
  expect(await names()).toContain('delta');
  await fleet.waitFor('delta', { id: entry.id });
});

it('keeps the name of a row whose pane was moved to another tmux session', async () => {
  const fleet = openFleet();
  await fleet.job('alpha', 'sleep 60');
  await fleet.job('beta', 'sleep 60');
  const { tmux } = await fleet.waitFor('alpha', { tmux: expect.any(Object) });
  const { tmux: other } = await fleet.waitFor('beta', { tmux: expect.any(Object) });
  await fleet.tmux('join-pane', '-d', '-s', tmux?.pane ?? '', '-t', other?.pane ?? '');
  await fleet.tmux('rename-session', '-t', '=beta', 'both');
  await fleet.waitFor('alpha', { tmux: { session: other?.session } });
  await fleet.waitFor('beta', {});
});

it('starts a renamed session again under its new name', async () => {
  const fleet = openFleet();
  await fleet.start('alpha', 'scn-hello');
  await fleet.waitFor('alpha', { state: 'completed' });
  await fleet.agents('stop', 'alpha');
  await fleet.agents('rename', 'alpha', 'omega');
  await fleet.agents('respawn', 'omega');
  await fleet.waitFor('omega', { tmux: expect.any(Object), pid: expect.any(Number) });
  expect(await fleet.tmux('ls', '-F', '#{session_name}')).toBe('omega\n');
});
