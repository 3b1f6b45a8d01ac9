import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet, selected, under } from '../helpers/fleet.ts';

const sizes = [
  [80, 24],
  [160, 50],
] as const;

/** One session of each kind that a group is for. */
async function oneOfEach(fleet: Fleet): Promise<void> {
  await fleet.job('broken', 'exit 3');
  await fleet.job('fine', 'true');
  await fleet.start('asking', 'scn-ask');
  await fleet.job('busy', 'sleep 90');
  await fleet.job('kept', 'echo I am kept; sleep 90');
  await fleet.waitFor('asking', { state: 'needs-input' });
  await fleet.waitFor('broken', { state: 'failed', exitCode: 3 });
}

it.each(sizes)('at %ix%i groups stand in order, collapse, and tell what they hide', async (columns, rows) => {
  const fleet = openFleet();
  await oneOfEach(fleet);
  const view = await fleet.view({ columns, rows });
  await view.waitFor(selected('asking'));
  await view.press('Down');
  await view.waitFor(selected('kept'));
  await view.press('C-t');
  await view.waitFor(/Pinned 1\n(.*\n)*.*Needs input 1\n(.*\n)*.*Working 1\n(.*\n)*.*Completed 2\n/);
  await view.waitFor(/broken +failed: exited \(3\) +\d+[sm]$/m);
  // ↓ goes from row to row, never to a heading.
  await view.press('Down', 'Down', 'Down', 'Down', 'Down', 'Down');
  await view.waitFor(/❯ \S (broken|fine)/);
  await view.press('M-Up');
  await view.waitFor(/^❯ Completed 2$/m);
  await view.press('Enter');
  await view.waitFor(/^❯ ▸ Completed 2 · 1 failed$/m);
  await view.press('M-Up', 'Down');
  await view.waitFor(selected('busy'));
  await view.press('M-Left');
  await view.waitFor(/^❯ ▸ Working 1\n {2}▸ Completed 2 · 1 failed$/m);
  await view.press('M-1');
  await view.waitFor(/^I am kept$/m);
});

it('two views agree on collapsed groups, order and filters within a second, and the next one too', async () => {
  const fleet = openFleet();
  for (const name of ['alpha', 'beta', 'gamma']) await fleet.job(name, 'sleep 90');
  const [one, other] = [await fleet.view(), await fleet.view({ columns: 80, rows: 24 })];
  await one.waitFor(selected('gamma'));
  await other.waitFor(selected('gamma'));
  await one.press('S-Down');
  await other.waitFor(/beta .*\n❯ \S gamma .*\n.*alpha /, { limitMs: 1000 });
  await one.press('M-Left');
  await other.waitFor(/▸ Working 3/, { limitMs: 1000 });
  await other.press('Enter');
  await one.waitFor(/^❯ Working 3\n/m, { limitMs: 1000 });
  await one.press('C-s');
  await one.waitFor(/~\/project 3/);
  await one.press('M-Left');
  await one.waitFor(/▸ ~\/project 3/);
  const third = await fleet.view();
  await third.waitFor(/^❯ ▸ ~\/project 3$/m);
  expect(await other.screen()).toMatch(/Working 3/);
});

it('Ctrl+X on a heading asks, then clears what has ended, into the trash, and Ctrl+Z brings all of it back', async () => {
  const fleet = openFleet();
  await oneOfEach(fleet);
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(under('Completed', 'broken'));
  await view.press('M-Down', 'M-Down', 'M-Down');
  await view.waitFor(/^❯ Completed 2$/m);
  await view.press('C-x');
  await view.waitFor(/Ctrl\+X again moves 2 ended sessions to the trash\. Esc keeps them/);
  await view.press('Escape');
  await view.waitGone('Ctrl+X again');
  await view.press('C-x');
  await view.waitFor('Ctrl+X again moves');
  await view.press('C-x');
  await view.waitGone('Completed');
  const left = (await fleet.list()).map(({ name }) => name).sort();
  expect(left).toEqual(['asking', 'busy', 'kept']);
  await view.waitFor('Ctrl+Z brings them back.');
  await view.press('C-z');
  await view.waitFor('Restored 2 sessions.');
  expect(await fleet.list()).toHaveLength(5);
});

it.each(sizes)(
  'at %ix%i the line filters by agent, state, name and words, inside --cwd',
  async (columns, rows) => {
    const fleet = openFleet();
    for (const name of ['shop', 'shop/api', 'shopping']) mkdirSync(join(fleet.home.project, name));
    await fleet.agents('run', '--exec', 'sleep 90', '--name', 'fix login', '--cwd', 'shop/api');
    await fleet.agents('run', '--exec', 'exit 3', '--name', 'fix logout', '--cwd', 'shop');
    await fleet.agents('run', '--exec', 'sleep 90', '--name', 'elsewhere', '--cwd', 'shopping');
    await fleet.waitFor('fix logout', { state: 'failed' });
    const view = await fleet.view({ words: '--cwd shop', columns, rows });
    await view.waitFor(/fix login/);
    expect(await view.screen()).not.toContain('elsewhere');
    await view.type('s:fail');
    await view.waitFor(/1 found/);
    await view.waitFor(selected('fix logout'));
    await view.press('C-u');
    await view.type('a:sh n:log api');
    await view.waitFor(selected('fix login'));
    await view.waitFor(/1 found/);
    await view.press('Escape');
    await view.waitFor(/fix logout/);
    await view.press('C-f');
    await view.type('filo');
    await view.waitFor(/^ {2}Found 2\n❯ \S fix log/m);
    await view.press('Escape');
    await view.waitFor(/Working 1/);
  },
);

it.each(sizes)('at %ix%i shows who started whom, and how much is done', async (columns, rows) => {
  const fleet = openFleet();
  await fleet.agents(
    'run',
    '--name',
    'manager',
    '--exec',
    'agents run --name worker "scn-todo-3" && sleep 90',
  );
  await fleet.waitFor('worker', { state: 'working', progress: { done: 3, total: 5 } });
  const entries = await fleet.list();
  const manager = entries.find(({ name }) => name === 'manager');
  expect(entries.find(({ name }) => name === 'worker')).toMatchObject({ parent: manager?.id });
  const view = await fleet.view({ columns, rows });
  await view.waitFor(/\S manager .*\n.*└ worker +3\/5 /);
});
