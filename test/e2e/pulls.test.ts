import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hues } from '../../src/ui/theme/palettes.ts';
import { type GitHubPull, installGh } from '../helpers/fake-gh.ts';
import { type Fleet, openFleet, selected, under } from '../helpers/fleet.ts';
import { waitFor, waitUntil } from '../helpers/wait.ts';

const address = (number: number) => `https://github.com/acme/game/pull/${number}`;

/** A fleet whose project has a remote on GitHub, and asks often. */
function openPulls(pulls: readonly GitHubPull[] = [], seconds = 0.2) {
  const fleet = openFleet();
  const { home } = fleet;
  const git = (...words: readonly string[]) =>
    execFileSync('git', words, { cwd: home.project, env: home.env, stdio: 'pipe' });
  git('remote', 'add', 'origin', 'git@github.com:acme/game.git');
  const settings = join(home.env['XDG_CONFIG_HOME'] ?? '', 'agents');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'settings.json'), JSON.stringify({ 'pulls.interval': seconds }));
  return { fleet, git, gh: installGh(home, pulls) };
}

/** A job that says which pull request it has opened. */
const say = (fleet: Fleet, name: string, ...numbers: readonly number[]) =>
  fleet.job(name, `echo opened ${numbers.map(address).join(' and ')} just now`);

const every: readonly (GitHubPull & { readonly name: string; readonly colour: keyof typeof hues.dark })[] = [
  { name: 'drafted', number: 1, isDraft: true, checks: ['SUCCESS'], colour: 'grey' },
  { name: 'pending', number: 22, checks: ['SUCCESS', null], colour: 'yellow' },
  { name: 'failing', number: 333, checks: ['FAILURE', 'SUCCESS'], colour: 'yellow' },
  { name: 'argued', number: 4, checks: ['SUCCESS'], review: 'CHANGES_REQUESTED', colour: 'yellow' },
  { name: 'approved', number: 5, checks: ['SUCCESS'], review: 'APPROVED', colour: 'green' },
  { name: 'merged', number: 6, state: 'MERGED', colour: 'purple' },
  { name: 'closed', number: 7, state: 'CLOSED', colour: 'grey' },
];

/** As `capture-pane -e` writes a colour of the 256, whatever the background is taken for. */
function code(colour: keyof typeof hues.dark): string {
  return `\\u001b\\[38;5;(${[hues.dark, hues.light, hues.either].map(each => each[colour][1]).join('|')})m`;
}

it('shows at 160x50 and 80x24 how each pull request stands, as a link in its colour, and groups what can be reviewed', async () => {
  const { fleet, gh } = openPulls(every);
  for (const { name, number } of every) await say(fleet, name, number);
  const view = await fleet.view({ columns: 160, rows: 50 });
  for (const name of ['pending', 'failing', 'argued', 'approved'])
    await view.waitFor(under('Ready for review', name), { limitMs: 12_000 });
  for (const name of ['drafted', 'merged', 'closed']) await view.waitFor(under('Completed', name));
  let painted = '';
  const isRight = ({ number, colour }: (typeof every)[number]) =>
    new RegExp(`${code(colour)} *PR #${number}\\b`).test(painted);
  await waitUntil(
    async () => {
      painted = await view.screenAnsi();
      return every.every(isRight);
    },
    () => `Some are in other colours: ${JSON.stringify(painted)}`,
  );
  expect(columnsOfBadges(await view.screen())).toHaveLength(1);
  const raw = join(fleet.home.root, 'raw');
  await view.record(raw);
  await view.resize(80, 24);
  await view.waitFor(screen => screen.split('\n').every(line => line.length <= 80) && /PR #5 /.test(screen));
  expect(columnsOfBadges(await view.screen())).toHaveLength(1);
  await waitUntil(
    () => readFileSync(raw, 'utf8').includes(`\u001b]8;;${address(5)}\u001b\\`),
    () => 'No link was written.',
  );
  expect(gh.calls().every(({ variables }) => variables['repo'] === 'game')).toBe(true);
  const table = (await fleet.agents('list')).stdout;
  expect(table).toMatch(/^\S+ +completed +failing +.*PR #333 {2}/m);
  expect(table).toMatch(/^\S+ +completed +drafted +.* {2}PR #1 {2}/m);
});

/** Where badges end, on rows that have one. */
function columnsOfBadges(screen: string): readonly number[] {
  const ends = [...screen.matchAll(/^.*PR #\d+/gm)].map(([text]) => text.length);
  return [...new Set(ends)];
}

it('asks once for a repository, however many of its pull requests there are', async () => {
  const { fleet, git, gh } = openPulls(
    [{ number: 1, checks: [null] }, { number: 2 }, { number: 3, branch: 'jump' }],
    3600,
  );
  git('switch', '-q', '-c', 'jump');
  git('update-ref', 'refs/remotes/origin/jump', 'HEAD');
  await say(fleet, 'several', 1, 2);
  await fleet.waitFor('several', {
    pullRequests: [
      { number: 1, url: address(1), state: 'open', checks: { passed: 0, failed: 0, pending: 1 } },
      { number: 2, url: address(2), state: 'open', title: 'Change 2' },
      { number: 3, url: address(3), state: 'open' },
    ],
  });
  // The second is there when the branch was not yet known to be worked on.
  expect(gh.calls().length).toBeLessThanOrEqual(2);
  const call = gh.calls().at(-1);
  expect(call?.argv).toEqual(['api', 'graphql', '--hostname', 'github.com', '-i', '--input', '-']);
  expect(call?.variables).toEqual({ owner: 'acme', repo: 'game', b0: 'jump' });
  expect(call?.query).toMatch(/n1: .* n2: .* b0: /s);
});

it('goes to the session on a pull request by #n or its address, and Enter attaches', async () => {
  const { fleet } = openPulls([
    { number: 7 },
    { number: 12, checks: ['SUCCESS', null, 'FAILURE'], title: 'Jump' },
  ]);
  await fleet.job('other', `echo ${address(7)} is open; sleep 60`);
  await fleet.job('jumper', `echo ${address(12)} is open; sleep 60`);
  const view = await fleet.view({ columns: 80, rows: 24 });
  await view.waitFor(/PR #12 /);
  await view.type('#12');
  await view.waitFor('1 found');
  const found = await view.waitFor(selected('jumper'));
  expect(found).not.toMatch(/^. \S other/m);
  await view.press('Escape');
  await view.waitGone('1 found');
  await view.paste(`${address(7)}/files`);
  await view.waitFor('1 found');
  await view.waitFor(selected('other'));
  await view.press('Enter');
  await view.waitGone('1 found');
  await view.waitFor(new RegExp(`^${address(7)} is open$`, 'm'));
});

it('tells of each pull request in the peek, and Ctrl+O opens it in the browser', async () => {
  const { fleet } = openPulls([
    { number: 12, checks: ['SUCCESS', null, 'FAILURE'], title: 'Jump \u001b[31mhigh' },
  ]);
  const { home } = fleet;
  writeFileSync(join(home.root, 'bin/browser'), '#!/bin/sh\necho "$@" >> "$HOME/opened"\n', { mode: 0o755 });
  await fleet.job('jumper', `echo ${address(12)} is open; sleep 60`);
  const view = await fleet.view({ columns: 160, rows: 50, env: { BROWSER: 'browser --new' } });
  await view.waitFor(/PR #12 /);
  await view.press('Space');
  await view.waitFor(
    /^ {2}PR #12 · open · checks 1\/3 · 1 failed: check-3 {2}Jump high {2}https:\S+pull\/12$/m,
  );
  await view.press('C-o');
  await view.waitFor(`Opened ${address(12)}`);
  const opened = () =>
    existsSync(join(home.root, 'opened')) && readFileSync(join(home.root, 'opened'), 'utf8');
  expect(await waitFor(opened, { what: 'opened page' })).toBe(`--new ${address(12)}\n`);
  const other = await fleet.view({ columns: 80, rows: 24, env: { BROWSER: '' } });
  await other.waitFor(selected('jumper'));
  await other.press('C-o');
  await other.waitFor(`No browser to open here: ${address(12)}`);
});
