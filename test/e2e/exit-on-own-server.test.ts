import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { openPersonTmux } from '../helpers/person-tmux.ts';
import { writeSettings } from '../helpers/repository.ts';
import { scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';

const wayBack = /The program has ended\. Ctrl\+Z goes back\./;
const limitMs = 8000;

/** Sessions live in the tmux server of the person, which has a name of its own here. */
async function openOwnServer() {
  const home = scratchHome();
  const socket = home.env['AGENTS_USER_TMUX_SOCKET'] ?? '';
  const fleet = openFleet({ ...home, env: { ...home.env, AGENTS_TMUX_SOCKET: socket } });
  writeSettings(fleet.home, { tmux: { server: 'default' } });
  const person = await openPersonTmux(fleet.home);
  const id = await fleet.start('job', 'say it scn-hello');
  const { tmux } = await fleet.waitFor('job', { state: 'completed' });
  expect(tmux?.socket).toBe(person.socket);
  return { fleet, person, id };
}

it('/exit while attached says how to get back, on the tmux server of the person, too', async () => {
  const { fleet, person, id } = await openOwnServer();
  const { env, project: cwd } = fleet.home;
  const terminal = await openTerminal({ env, cwd });
  await terminal.run(`agents attach ${id}`);
  await terminal.waitFor(/All done/, { limitMs });
  await terminal.tell('/exit');
  await terminal.waitFor(wayBack, { limitMs });
  await terminal.press('C-z');
  await terminal.waitFor(/^\$$/m, { limitMs });
  // What a person has set for the sessions of their own is as it was.
  expect(await person.tmux('show-options', '-t', 'work:')).not.toContain('status');
});

it('the same where the view itself stands in that server', async () => {
  const { fleet, person } = await openOwnServer();
  const { env, project: cwd } = fleet.home;
  const terminal = await openTerminal({ env, cwd, columns: 120 });
  await terminal.run(`tmux -L ${person.socket} attach -t work`);
  await terminal.run('agents');
  await terminal.waitFor(/❯ . +job/, { limitMs });
  await terminal.press('Enter');
  await terminal.waitFor(/All done[\s\S]*manual mode on/, { limitMs });
  await terminal.tell('/exit');
  await terminal.waitFor(wayBack, { limitMs });
  await terminal.press('C-z');
  await terminal.waitFor(/❯ . +job/, { limitMs });
});
