import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { openPersonTmux } from '../helpers/person-tmux.ts';
import { agentsOf, procFile } from '../helpers/processes.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';

const limits = { limitMs: 20_000 };

/** tmux wakes what it started itself; real agents are often a child of a launcher (Codex, Gemini CLI, npx). */
function launchAsChild({ root, env }: ScratchHome): Readonly<Record<string, string>> {
  const bin = join(root, 'launcher');
  mkdirSync(bin);
  const path = env['PATH'] ?? '';
  const launcher = `#!/bin/sh\nPATH='${path}'\nclaude "$@"\n`;
  writeFileSync(join(bin, 'claude'), launcher, { mode: 0o755 });
  return { ...env, PATH: `${bin}:${path}` };
}

it('a stopped agent is told in its row, and nothing is sent to it until it goes on', async () => {
  const home = scratchHome();
  const fleet = openFleet({ ...home, env: launchAsChild(home) });
  const id = await fleet.start('still', 'first scn-hello');
  await fleet.waitFor('still', { state: 'completed' });
  const view = await fleet.view();
  const [pid = 0] = agentsOf(id).filter(each => procFile(each, 'comm').startsWith('claude'));
  process.kill(pid, 'SIGSTOP');
  // At once, before any look of the supervisor's.
  const early = await fleet.agents('send', 'still', 'too early scn-hello');
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining(`kill -CONT ${pid}`) });
  await fleet.waitFor(
    'still',
    { state: 'stopped', summary: `suspended: kill -CONT ${pid} brings it back` },
    limits,
  );
  await view.waitFor(/still +stopped · suspended: kill -CONT/);
  await view.press('Space');
  await view.type('from the peek scn-hello');
  await view.press('Enter');
  await view.waitFor(/still is suspended: kill -CONT \d+ brings it back\. Nothing was sent\./);
  process.kill(pid, 'SIGCONT');
  await fleet.waitFor(
    'still',
    { state: 'completed', summary: expect.not.stringContaining('suspended') },
    limits,
  );
  expect(await fleet.agents('send', 'still', 'now scn-hello')).toMatchObject({
    code: 0,
    stdout: 'delivered\n',
  });
});

it("an agent that was suspended in the person's own shell is told with fg, not as one to write to", async () => {
  const fleet = openFleet();
  const person = await openPersonTmux(fleet.home);
  await fleet.agents('daemon', 'start');
  await person.type('claude -n mine');
  const { pid = 0, id } = await fleet.waitFor('mine', { state: 'idle', tmux: expect.any(Object) }, limits);
  process.kill(pid, 'SIGTSTP');
  const early = await fleet.agents('send', id, 'too early scn-hello');
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('suspended: ') });
  const summary = 'suspended: fg in its terminal brings it back';
  await fleet.waitFor('mine', { state: 'stopped', summary }, limits);
  const late = await fleet.agents('send', id, 'too late scn-hello');
  expect(late).toMatchObject({ code: 1, stderr: `agents: mine is ${summary}. Nothing was sent.\n` });
  // The agent has left the terminal as it uses it: Enter is no line end there.
  await person.tmux('send-keys', '-t', 'work:', 'fg', 'C-j');
  await fleet.waitFor('mine', { state: 'idle', tmux: expect.any(Object) }, limits);
});
