import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { openTerminal } from '../helpers/terminal.ts';

it('loses, doubles and swaps no key that is typed from its start on', async () => {
  const { home } = openFleet();
  const terminal = await openTerminal({ env: home.env, cwd: home.project, columns: 160 });
  const text = 'abcdefghijklmnopqrstuvwxyz 0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ ÄÖÜ 日本 and on, and on.';
  await terminal.run('agents');
  for (const key of text) await terminal.type(key);
  await terminal.waitFor(`❯ ${text}`);
  expect(await terminal.settle()).toContain(`❯ ${text}\n`);
});

it('opens the session that is chosen before the whole view is there', async () => {
  const fleet = openFleet();
  await fleet.job('alpha', 'echo I am alpha; sleep 60');
  await fleet.job('beta', 'echo I am beta; sleep 60');
  const { home } = fleet;
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents');
  await terminal.waitFor(selected('beta'));
  await terminal.press('Down', 'Enter');
  await terminal.waitFor(/^I am alpha$/m);
  await terminal.press('C-z');
  await terminal.waitFor(selected('alpha'));
});

it('takes a paste between keys, in its place, while it opens', async () => {
  const { home } = openFleet();
  const terminal = await openTerminal({ env: home.env, cwd: home.project, columns: 160 });
  await terminal.run('agents');
  await terminal.waitFor('describe a task');
  await terminal.type('before ');
  await terminal.paste('pasted');
  await terminal.type(' after');
  await terminal.waitFor('❯ before pasted after');
});
