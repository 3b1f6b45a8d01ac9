import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet, under } from '../helpers/fleet.ts';
import { makeRepository } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';

it('shows a session at once, named after its prompt, then working, then what it asks', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  await view.settle();
  await view.run('Fix the login page scn-ask');
  await view.waitFor(/^❯ \S Fix (the )?login page/m, { limitMs: 1000 });
  await view.waitFor(under('Needs input', 'Fix'));
  await view.waitFor('Which database should we use?');
});

it('gives a pasted prompt of many lines to the agent byte for byte', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  const prompt =
    'scn-echo: first line\n  second "line" $HOME `id`;\n\n\ttabbed \\n #{q:x} äöü 日本 👍🏽\nlast; ';
  await view.settle();
  await view.paste(prompt);
  await view.waitFor('last;');
  await view.press('Enter');
  const { name } = await waitUntil(
    async () => (await fleet.list())[0],
    () => 'No session',
  );
  await fleet.waitFor(name, { state: 'completed' });
  expect(readFileSync(join(fleet.home.project, 'received-1.txt'), 'utf8')).toBe(prompt);
});

it('takes Ctrl+J as a new line of the prompt', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  await view.type('scn-echo one');
  await view.waitFor('❯ scn-echo one');
  await view.press('C-j');
  await view.run('two');
  await view.waitFor('received-1.txt');
  expect(readFileSync(join(fleet.home.project, 'received-1.txt'), 'utf8')).toBe('scn-echo one\ntwo');
});

it('starts a session and attaches to it on Shift+Enter, once it draws, in the size of the terminal', async () => {
  const fleet = openFleet();
  const gate = join(fleet.home.root, 'gate');
  const view = await fleet.view({ columns: 100, rows: 30, env: { SCRIPTED_STARTS_WITH: gate } });
  await view.type('Look around scn-think-60');
  await view.waitFor('❯ Look around scn-think-60');
  await view.press('S-Enter');
  await view.waitFor('Waiting for the screen of Look');
  expect(await fleet.tmux('list-panes', '-a', '-F', '#{pane_width}x#{pane_height}')).toBe('100x30\n');
  writeFileSync(gate, '');
  await view.waitFor(/esc to interrupt/);
  await view.press('C-z');
  await view.waitFor(under('Working', 'Look'));
});

it('leaves on /exit', async () => {
  const view = await openFleet().view();
  await view.run('/exit');
  await view.waitFor(/^\$ agents\n\$$/);
});

it('runs "! command" at 80x24 as a shell job with its last line as summary, and nothing of it on disk', async () => {
  const fleet = openFleet();
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.run('! echo "17 tests passed; $((6 * 7))"; echo it is secret-$((40 + 2)); sleep 60');
  await view.waitFor(/^❯ .* it is secret-42/m);
  await view.waitFor(/Working \d+\n/);
  const { stdout } = await fleet.agents('list', '--json');
  expect(JSON.parse(stdout)).toMatchObject([{ kind: 'exec', agent: 'shell', state: 'working' }]);
});

it('tells at 160x50 how a shell job ended', async () => {
  const fleet = openFleet();
  const view = await fleet.view({ columns: 160, rows: 50 });
  await view.run('! echo all good');
  await view.waitFor(/Completed \d+\n❯ .* all good/);
  await view.run('! echo no good; exit 7');
  await view.waitFor(/failed: exited \(7\): no good/);
});

it('gives back the line of a session that could not be started, and says to the end what to do, at 80x24', async () => {
  const fleet = openFleet();
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.settle();
  await view.run('--permission-mode auto Look around scn-hello');
  await view.waitFor(/unwatched[\s\S]*agents\s+accept\s+auto\.\s+Nothing\s+was\s+started\./);
  await view.waitFor(/^❯ --permission-mode auto Look around scn-hello$/m);
  expect(await fleet.list()).toEqual([]);
});

it('tells while one types that a directory is gone or a mode was never accepted, and until that is so no more', async () => {
  const fleet = openFleet();
  const shop = join(fleet.home.project, 'shop');
  makeRepository(shop, fleet.home.env);
  const view = await fleet.view();
  await view.type('--permission-mode auto fix it');
  await view.waitFor('It would run unwatched in the mode auto');
  await view.press('Enter');
  await view.waitFor('Nothing was started.');
  // The notice goes after eight seconds; the warning stays.
  await view.waitGone('Nothing was started.', { limitMs: 12_000 });
  await view.waitFor('agents accept auto.');
  writeFileSync(join(fleet.home.agentsHome, 'accepted.json'), '{"version": 1, "modes": {"auto": 1}}');
  await view.waitGone('agents accept auto.');
  await view.press('C-u');
  await view.waitFor(/^❯ describe a task/m);
  await view.type('@shop ! pwd');
  await view.waitFor('~/project/shop');
  rmSync(shop, { recursive: true });
  await view.waitFor(`The directory ${shop} does not exist.`);
});
