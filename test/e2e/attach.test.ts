import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';

/** Three sessions at rest; the pointer is on the second. */
async function threeSessions(insideTmux = false) {
  const fleet = openFleet();
  for (const name of ['first', 'second', 'third']) await fleet.start(name, 'scn-hello');
  for (const name of ['first', 'second', 'third']) await fleet.waitFor(name, { state: 'completed' });
  const view = await fleet.view({ insideTmux });
  await view.waitFor(selected('third'));
  await view.press('Down');
  await view.waitFor(selected('second'));
  return { fleet, view };
}

const ways = ['Enter', 'Right'].flatMap(there => ['Left', 'C-z'].map(back => [there, back] as const));

it.each(ways)('attaches by %s and comes back to the same row by %s', async (there, back) => {
  const { fleet, view } = await threeSessions();
  await view.press(there);
  await view.waitFor(/❯.scn-hello[\s\S]*manual mode on/);
  await view.press(back);
  await view.waitFor(selected('second'));
  await view.press('Down');
  await view.waitFor(selected('first'));
  await fleet.waitFor('second', { state: 'completed' });
});

it.each(['Left', 'C-z'])('works the same inside the user’s own tmux, back by %s', async back => {
  const { view } = await threeSessions(true);
  await view.press('Enter');
  await view.waitFor(/❯.scn-hello[\s\S]*manual mode on/);
  await view.press(back);
  await view.waitFor(selected('second'));
  await view.press('Escape');
  expect(await view.waitFor(/\$$/)).toBe('$ agents\n$');
});

it('attaches in a terminal that no terminfo of this machine describes, and says why where it cannot', async () => {
  const fleet = openFleet();
  await fleet.job('alpha', 'echo I am alpha; sleep 60');
  const view = await fleet.view();
  await view.press('Escape');
  await view.waitFor(/\n\$$/);
  await view.run('TERM=no-such-term agents; TERM=dumb agents attach alpha');
  await view.waitFor(selected('alpha'));
  await view.press('Enter');
  await view.waitFor(/^I am alpha$/m);
  await view.press('C-z');
  await view.waitFor(selected('alpha'));
  await view.press('Escape');
  await view.waitFor(/agents: tmux could not show the session: open terminal failed/);
});

it('attaches also where nothing can be noted of it, as on a full disk', async () => {
  const fleet = openFleet();
  const id = await fleet.job('alpha', 'echo I am alpha; sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('alpha'));
  mkdirSync(join(fleet.home.agentsHome, 'jobs', id, 'marks.lock'));
  await view.press('Enter');
  await view.waitFor(/^I am alpha$/m);
  await view.press('C-z');
  await view.waitFor(selected('alpha'));
});

it('leaves nothing of a session on the shell’s screen', async () => {
  const { view } = await threeSessions();
  await view.press('Enter');
  await view.waitFor('manual mode on');
  await view.press('C-z');
  await view.waitFor(selected('second'));
  await view.press('Escape');
  expect(await view.waitFor(/\$$/)).toBe('$ agents\n$');
});

it('gives the session every key from the first on, and ← moves in a text that is not empty', async () => {
  const { view } = await threeSessions();
  await view.press('Enter');
  await view.waitFor('manual mode on');
  await view.type('xy');
  await view.waitFor(/^❯.xy/m);
  await view.press('Left');
  await view.settle();
  await view.waitFor(/^❯.xy[\s\S]*manual mode on/m);
  await view.press('BSpace', 'BSpace');
  await view.waitGone(/^❯.xy/m);
  await view.press('Left');
  await view.waitFor(selected('second'));
});

it('loses no key that is typed before the session’s screen is there', async () => {
  const { view } = await threeSessions();
  await view.press('Enter');
  await view.waitGone('enter attaches');
  await view.type('quick fingers');
  await view.waitFor(/^❯.quick fingers/m);
});

it('comes back when the session ends while someone is attached', async () => {
  const { view } = await threeSessions();
  await view.press('Enter');
  await view.waitFor('manual mode on');
  await view.tell('/exit');
  await view.waitFor('Resume this session with');
  await view.waitFor(/The program has ended\. Ctrl\+Z goes back\.$/);
  await view.press('C-z');
  await view.waitFor(selected('second'));
});

it('says how to leave a shell job that ends while someone looks, or has ended before, on the shell, too', async () => {
  const fleet = openFleet();
  await fleet.job('short', 'echo I am short; read line; echo done');
  const view = await fleet.view();
  await view.waitFor(selected('short'));
  await view.press('Enter');
  await view.waitFor(/^I am short$/m);
  await view.press('Enter');
  await view.waitFor(/^done\n[\s\S]*The program has ended\. Ctrl\+Z goes back\.$/m);
  await view.press('C-z');
  await view.waitFor(selected('short'));
  await view.press('Escape');
  await view.waitFor(/\n\$$/);
  await view.run('agents attach short');
  await view.waitFor(/^done\n[\s\S]*The program has ended\. Ctrl\+Z goes back\.$/m);
  await view.press('C-z');
  await view.waitFor(/\n\$$/);
});

it('lists sessions in plain tmux under the names of their jobs', async () => {
  const fleet = openFleet();
  await fleet.agents('run', 'Fix the flaky login test scn-hello', '--role', 'engineer');
  await fleet.job('nightly import', 'sleep 60');
  const names = (await fleet.tmux('ls', '-F', '#{session_name}')).trim().split('\n');
  expect(names.sort()).toEqual([
    expect.stringMatching(/^engineer-fix-(the-)?flaky-login-test/),
    'nightly-import',
  ]);
});

it('notices a plain tmux kill-session', async () => {
  const fleet = openFleet();
  await fleet.job('victim', 'sleep 60');
  await fleet.job('witness', 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(/victim/);
  await fleet.tmux('kill-session', '-t', '=victim');
  await view.waitFor(/victim +failed: killed from outside/, { limitMs: 3000 });
  await fleet.waitFor('witness', { state: 'working' });
});
