import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { openRepository } from '../helpers/repository.ts';
import { scratchHome } from '../helpers/scratch-home.ts';
import { waitFor } from '../helpers/wait.ts';

it('what is sent to a session that is still starting arrives once it listens, in its order, and no digit does', async () => {
  const home = scratchHome();
  const gate = join(home.root, 'gate');
  const fleet = openFleet({ ...home, env: { ...home.env, SCRIPTED_STARTS_WITH: gate } });
  await fleet.start('slow', 'First words scn-hello');
  await fleet.waitFor('slow', { state: 'working', summary: 'starting…', pid: expect.any(Number) });
  expect(await fleet.agents('send', 'slow', 'from the shell scn-echo')).toMatchObject({
    code: 3,
    stdout: 'queued: slow gets it as soon as it listens\n',
  });
  for (const words of [['--choose', '1'], ['1']])
    expect(await fleet.agents('send', 'slow', ...words)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('slow is still starting and asks nothing yet; nothing was sent.'),
    });
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(selected('slow'));
  await view.press('Space');
  await view.waitFor('a reply goes to it as soon as it listens');
  await view.type('from the peek scn-echo');
  await view.press('Enter');
  await view.waitFor('slow gets it as soon as it listens.');
  writeFileSync(gate, '');
  const received = () =>
    readdirSync(home.project)
      .filter(name => name.startsWith('received-'))
      .toSorted()
      .map(name => readFileSync(join(home.project, name), 'utf8'));
  await waitFor(() => received().length === 2, { what: 'both messages', limitMs: 30_000 });
  expect(received()).toEqual(['from the shell scn-echo', 'from the peek scn-echo']);
});

it('what is sent while worktree.setup runs goes to the agent, and not into the setup', async () => {
  const fleet = openRepository({ worktree: { setup: 'read line; echo "got $line" > setup.txt' } });
  await fleet.agents('run', 'First words scn-hello', '--name', 'slow');
  await fleet.waitFor('slow', { summary: 'running worktree.setup…' });
  expect(await fleet.agents('send', 'slow', 'for the agent scn-echo')).toMatchObject({ code: 3 });
  await fleet.tmux('send-keys', '-t', '=slow:', 'go on', 'Enter');
  await fleet.waitForScreen('slow', 'as received-1.txt');
  const worktree = join(fleet.repository, '.agents/worktrees/slow');
  expect(readFileSync(join(worktree, 'setup.txt'), 'utf8')).toBe('got go on\n');
  expect(readFileSync(join(worktree, 'received-1.txt'), 'utf8')).toBe('for the agent scn-echo');
});
