import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { click, wheel } from '../helpers/mouse.ts';
import { pidsWhere, procFile } from '../helpers/processes.ts';
import type { Terminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

it.each([
  [80, 24],
  [160, 50],
])('at %ix%i a click selects, a second opens, on a heading it collapses', async (columns, rows) => {
  const fleet = openFleet();
  await fleet.job('alpha', 'echo I am alpha; sleep 60');
  await fleet.job('beta', 'echo I am beta; sleep 60');
  const view = await fleet.view({ columns, rows });
  await view.waitFor(selected('beta'));
  await click(view, / alpha /);
  await view.waitFor(selected('alpha'));
  await click(view, /^ {2}Working/);
  await view.waitFor(/^❯ ▸ Working 2$/m);
  await click(view, /Working/);
  await view.waitFor(/^❯ Working 2\n.* beta /m);
  await click(view, / beta /);
  await view.waitFor(selected('beta'));
  await click(view, / beta /);
  await view.waitFor(/^I am beta$/m);
  // Now the mouse is the session's: a click is not typed into it.
  await view.press('C-z');
  await view.waitFor(selected('beta'));
});

it('a click on an option of the peek chooses it, and the wheel scrolls what it points at', async () => {
  const fleet = openFleet();
  for (let index = 0; index < 9; index += 1) await fleet.job(`job ${index}`, 'seq 1 200; sleep 60');
  await fleet.start('asking', 'scn-ask');
  await fleet.waitFor('asking', { state: 'needs-input' });
  const view = await fleet.view({ columns: 80, rows: 17 });
  await view.waitFor(selected('asking'));
  await wheel(view, 'down', { line: 7, turns: 2 });
  await view.waitFor(/↑ \d+ more/);
  await view.waitGone(selected('asking'));
  await view.press('Space');
  await view.waitFor(/ 2\. /);
  await view.waitFor(selected('asking'));
  await click(view, / 2\. /);
  await view.waitFor(/● 2\. /);
  await view.press('Escape');
  await view.waitFor('describe a task');
  await view.press('Down');
  await view.waitFor(selected('job 8'));
  await view.press('Space');
  await view.waitFor(/\b200$/m);
  await wheel(view, 'up', { line: 11, turns: 3 });
  await view.waitFor(/PgDn|End/);
});

it('a sequence of the mouse that comes in pieces is not typed', async () => {
  const fleet = openFleet();
  await fleet.job('alpha', 'sleep 60');
  await fleet.job('beta', 'sleep 60');
  const view = await fleet.view();
  const lines = (await view.waitFor(selected('beta'))).split('\n');
  const at = lines.findIndex(line => / alpha /.test(line)) + 1;
  await view.type('\u001b[<0;');
  await view.settle();
  await view.type(`6;${at}M`);
  await view.waitFor(selected('alpha'));
  expect(await view.screen()).toContain('describe a task');
});

it('leaves the mouse to the terminal where the settings say so', async () => {
  const fleet = openFleet();
  const settings = join(fleet.home.env['XDG_CONFIG_HOME'] ?? '', 'agents/settings.json');
  mkdirSync(dirname(settings), { recursive: true });
  writeFileSync(settings, '{"mouse": false}');
  await fleet.job('alpha', 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('alpha'));
  expect(await view.mouse()).toBe(false);
  await view.press('Escape');
  await view.waitFor(/\n\$$/);
  writeFileSync(settings, '{}');
  await view.run('agents');
  await view.waitFor(selected('alpha'));
  expect(await view.mouse()).toBe(true);
  await view.press('Escape');
  await view.waitFor(/\n\$$/);
  expect(await view.mouse()).toBe(false);
});

it('gives the mouse back when it is stopped or ended by a signal, and takes it again on fg', async () => {
  const fleet = openFleet();
  await fleet.job('alpha', 'sleep 60');
  const view = await fleet.view();
  await view.waitFor(selected('alpha'));
  const [pid = 0] = pidsWhere(
    found =>
      /agents\.js\0$/.test(procFile(found, 'cmdline')) &&
      procFile(found, 'environ').includes(`HOME=${fleet.home.root}\0`),
  );
  await view.press('?');
  await view.waitFor('Keys in the list');
  process.kill(pid, 'SIGTSTP');
  await hasMouse(view, false);
  expect(await view.isAlternate()).toBe(false);
  await view.run('fg');
  await view.waitFor('Keys in the list');
  await view.press('Escape');
  await view.waitFor(selected('alpha'));
  await hasMouse(view, true);
  process.kill(pid, 'SIGTERM');
  await hasMouse(view, false);
  expect(await view.isAlternate()).toBe(false);
  await view.waitGone(selected('alpha'));
});

function hasMouse(terminal: Terminal, expected: boolean) {
  return waitUntil(
    async () => (await terminal.mouse()) === expected,
    () => `The mouse should be ${expected ? 'on' : 'off'}`,
  );
}
