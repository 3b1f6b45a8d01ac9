import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { makeRepository } from '../helpers/scratch-home.ts';

/** A person in `project` with the directory `game` beside it. */
function withGame() {
  const fleet = openFleet();
  const game = join(fleet.home.root, 'game');
  mkdirSync(game);
  symlinkSync(game, join(fleet.home.root, 'link'));
  return { fleet, game };
}

it.each(['../game', '../link', '$HOME/game', '--cwd=~/game'])(
  'starts what is typed where the view looks, and shows its row: agents --cwd %s',
  async word => {
    const { fleet, game } = withGame();
    const view = await fleet.view({ words: word.startsWith('--') ? word : `--cwd ${word}` });
    await view.waitFor('Claude Code · ~/game · under ~/game');
    await view.run('! echo "in $PWD"; sleep 60');
    await view.waitFor(`in ${game}`);
    await view.run('Look around scn-hello');
    await view.waitFor(selected('Look around'));
    expect(await fleet.list()).toMatchObject([{ cwd: game }, { cwd: game }]);
  },
);

it('finds repositories and subagents from the directory of the view, and `@.` is that one', async () => {
  const { fleet, game } = withGame();
  makeRepository(join(game, 'shop'), fleet.home.env, {
    '.agents/settings.json': '{"worktree": {"bgIsolation": "none"}}\n',
  });
  const view = await fleet.view({ words: '--cwd ../game' });
  await view.type('@shop');
  await view.waitFor(/^❯ @shop +\S/m);
  await view.run(' ! sleep 60; true one');
  await view.waitFor(/^❯ \S (▴ )?.*true one/m);
  await view.run('@. ! sleep 60; true two');
  await view.waitFor(/^❯ \S (▴ )?.*true two/m);
  expect(await fleet.list()).toMatchObject([{ cwd: game }, { cwd: join(game, 'shop') }]);
});

it('says what is the matter when the directory of the view is gone, and gives the line back', async () => {
  const { fleet, game } = withGame();
  const view = await fleet.view({ words: '--cwd ../game' });
  rmSync(game, { recursive: true });
  await view.run('! echo hello');
  await view.waitFor(`The directory ${game} does not exist. Nothing was started.`);
  await view.waitFor(/^❯ ! echo hello$/m);
});

it('says in a sentence that the directory of the shell is gone, and opens another', async () => {
  const { fleet, game } = withGame();
  const open = (words: string) =>
    execFileSync('sh', ['-c', `cd ${game} && rmdir ${game} && agents ${words} 2>&1; mkdir ${game}`], {
      env: fleet.home.env,
      encoding: 'utf8',
    });
  expect(open('')).toContain(
    'agents: The directory you are in is gone. Go to another, or name one: agents --cwd PATH\n',
  );
  expect(open(`--cwd ${fleet.home.project}`)).toContain('The view needs a terminal.');
});

it('narrows list and --json by --cwd', async () => {
  const { fleet, game } = withGame();
  await fleet.job('here', 'sleep 60');
  await fleet.agents('run', '--exec', 'sleep 60', '--name', 'there', '--cwd', '../link');
  const names = async (...words: string[]) =>
    (JSON.parse((await fleet.agents(...words)).stdout) as { name: string }[]).map(({ name }) => name);
  await fleet.waitFor('there', { state: 'working', tmux: expect.any(Object) });
  expect(await names('--json', '--cwd', game)).toEqual(['there']);
  expect(await names('--cwd', '../game', '--json')).toEqual(['there']);
  expect(await names('list', '--json', '--cwd', '../link')).toEqual(['there']);
  expect((await fleet.agents('list', '--cwd', '.')).stdout).toMatch(/^\S+ {2}working .*here/);
  const wrong = await fleet.agents('list', '--cwd', 'nowhere');
  expect(wrong).toMatchObject({ code: 1, stderr: 'agents: --cwd nowhere: there is no such directory.\n' });
});
