import { expect, it, onTestFinished } from 'vitest';
import { type FakeIterm, openFakeIterm } from '../helpers/fake-iterm.ts';
import { type Fleet, openFleet, selected } from '../helpers/fleet.ts';
import { withoutTmux } from '../helpers/path-without-tmux.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';

it.each([
  [80, 24],
  [160, 50],
])('a first session in panes of iTerm2, on a machine without tmux, at %ix%i', async (columns, rows) => {
  const { home, fleet, iterm } = itermMachine();
  const view = await openInIterm(home, { columns, rows });
  await view.waitFor(/· iterm2[\s\S]*They go on in their panes/);
  await view.type('do it scn-shell');
  await view.press('Enter');
  const { id } = await fleet.waitFor('do it scn-shell', { state: 'needs-input', backend: 'iterm2' });
  await view.press('Space');
  await view.waitFor(/1\.? Yes/);
  await view.press('1', 'Enter');
  await fleet.waitFor('do it scn-shell', { state: 'completed' });
  await view.type('and again scn-hello');
  await view.press('Enter');
  await view.waitFor('three files checked');
  await view.press('Escape');
  await view.waitFor(selected('do it'));
  const [, pane = ''] = panes(iterm);
  iterm.tmux('select-pane', '-t', 'iterm:0.0');
  await view.press('Enter');
  await view.waitFor('Cmd+[ leads back');
  expect(iterm.tmux('display-message', '-p', '#{@it2}').trim()).toBe(pane);
  expect(await fleet.agents('stop', id)).toMatchObject({ code: 0 });
  await fleet.waitFor('do it scn-shell', { state: 'stopped' });
  expect(await fleet.agents('respawn', id, '--backend', 'in-process')).toMatchObject({ code: 0, stderr: '' });
  await fleet.waitFor('do it scn-shell', { state: 'completed', backend: 'in-process' });
  expect(panes(iterm)).toEqual([iterm.first]);
  expect(await fleet.agents('rm', id)).toMatchObject({ code: 0 });
  expect(await fleet.list()).toEqual([]);
});

interface ItermMachine {
  readonly home: ScratchHome;
  readonly fleet: Fleet;
  readonly iterm: FakeIterm;
}

/** A terminal of iTerm2, with it2 and without tmux on PATH. */
function itermMachine(): ItermMachine {
  const bare = scratchHome();
  const iterm = openFakeIterm({ directory: bare.root, env: withoutTmux(bare) });
  onTestFinished(iterm.close);
  const home = { ...bare, env: { ...iterm.env, AGENTS_BACKEND: 'auto' } };
  return { home, fleet: openFleet(home), iterm };
}

/** The terminal of the tests is tmux itself: only the shell in it finds none. */
async function openInIterm({ env, project }: ScratchHome, size: { columns: number; rows: number }) {
  const { PATH: bare = '', ...rest } = env;
  const path = process.env['PATH'] ?? '';
  const terminal = await openTerminal({ ...size, cwd: project, env: { ...rest, PATH: path } });
  await terminal.run(`export PATH='${bare}'; clear`);
  await terminal.run('agents');
  await terminal.waitFor(/^❯ (describe a task|! command)/m);
  return terminal;
}

/** Ids of all panes of the stand-in, in order. */
function panes({ tmux }: FakeIterm): readonly string[] {
  return tmux('list-panes', '-a', '-F', '#{@it2}').trim().split('\n');
}
