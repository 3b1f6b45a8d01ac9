import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { difficultNames } from '../helpers/difficult-names.ts';
import { openFleet, selected } from '../helpers/fleet.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

/** Grey text of the palettes of 256 colours, and what stands behind the selected row. */
const dark = { grey: '38;5;247', selection: '48;5;236' };
const light = { grey: '38;5;241', selection: '48;5;254' };
const either = { grey: '38;5;244' };

it('takes the colours for the background that the terminal names, at once when it opens again', async () => {
  const fleet = openFleet();
  await fleet.job('server', 'sleep 60');
  const white = { columns: 80, rows: 24, background: '#ffffff' };
  const first = await fleet.view(white);
  await first.waitFor(selected('server'));
  const ansi = await shows(first, light.selection);
  expect(ansi).toContain(light.grey);
  await first.close();
  const terminal = await openTerminal({ ...white, env: fleet.home.env, cwd: fleet.home.project });
  const written = join(fleet.home.root, 'written');
  await terminal.record(written);
  await terminal.run('agents');
  await terminal.waitFor(selected('server'));
  // What is recorded comes a moment after what is shown.
  const bytes = await waitUntil(
    () => [readFileSync(written, 'latin1')].find(text => text.includes(light.selection)),
    () => 'The selected row is not painted',
  );
  expect(bytes).not.toContain(either.grey);
});

it('takes an answer that comes late, and never as keys', async () => {
  const fleet = openFleet();
  await fleet.job('server', 'sleep 60');
  const view = await fleet.view({ columns: 160, rows: 50 });
  await view.waitFor(selected('server'));
  expect(await shows(view, either.grey)).not.toContain(dark.selection);
  await view.type('fix \u001b]11;rgb:1e1e/1e1e/1e1e\u0007the login');
  await view.waitFor(/^❯ fix the login$/m);
  expect(await shows(view, dark.selection)).not.toContain(either.grey);
});

it('draws with ASCII alone where the locale is not UTF-8', async () => {
  const fleet = openFleet();
  await fleet.job('café 日本 👍🏽', 'echo done…; sleep 60');
  await fleet.waitFor('café 日本 👍🏽', { summary: 'done…' });
  const { env } = fleet.home;
  const place = { columns: 80, rows: 24, cwd: fleet.home.project };
  const terminal = await openTerminal({ ...place, env: { ...env, LC_ALL: 'C' } });
  await terminal.run('agents');
  const screen = await terminal.waitFor(/^> \S cafe \?\?\?\? \?\? +done~ +\d+s$/m);
  expect(screen).toMatch(/^[\n -~]*$/);
});

it('paints the selected row over its whole width, and leaves nothing of it behind when it moves', async () => {
  const fleet = openFleet();
  for (const name of ['one', 'two', 'three', 'four']) await fleet.job(name, 'echo done');
  await fleet.waitFor('four', { state: 'completed' });
  const view = await fleet.view({
    columns: 80,
    rows: 24,
    background: '#1e1e1e',
    env: { COLORTERM: 'truecolor' },
  });
  await view.waitFor(/Completed 4/);
  await view.press('Down', 'Down', 'Down', 'Up', 'Up');
  const selection = '48;2;42;48;64m';
  const lines = async () => (await view.screenAnsi()).split('\n');
  const painted = async () => (await lines()).filter(line => line.includes(selection));
  await waitUntil(
    async () => (await painted()).length === 1 && (await view.screen()).split('\n')[5]?.startsWith('❯'),
    () => 'Not one row is painted',
  );
  const [row = ''] = await painted();
  expect(row.replace(/\u001b\[[\d;]*m/g, '')).toHaveLength(80);
  expect(row).toMatch(/ \u001b\[[\d;]*49m$|\u001b\[0?m$| $/);
});

it('rows end in one column of the terminal itself at 80, 120 and 200 columns', async () => {
  const fleet = openFleet();
  for (const name of difficultNames) await fleet.job(name, `echo '${name} and more'; sleep 60`);
  const view = await fleet.view({ columns: 80, rows: 40 });
  for (const columns of [80, 120, 200]) {
    await view.resize(columns, 40);
    const isDrawn = (screen: string) => screen.split('\n').some(line => line.startsWith('─'.repeat(columns)));
    await view.waitFor(screen => isDrawn(screen) && rowsOf(screen).length === difficultNames.length);
    // A row can be drawn again between the two looks.
    const ofRows = await waitUntil(
      async () => {
        const lines = (await view.screen()).split('\n');
        const ends = await view.lineEnds(lines.length);
        const found = ends.filter((_, line) => isRow(lines[line] ?? ''));
        return found.length === difficultNames.length && found;
      },
      () => `Not every row has an end at ${columns} columns.`,
    );
    // The column after the age: the last one stays free. The selected row has its background there.
    expect(new Set(ofRows.slice(1))).toEqual(new Set([columns - 1]));
  }
});

const isRow = (line: string) => / \d+[sm]$/.test(line) && line.includes('and more');
const rowsOf = (screen: string) => screen.split('\n').filter(isRow);

it('says on a dumb terminal that it needs another', async () => {
  const fleet = openFleet();
  const terminal = await openTerminal({
    columns: 80,
    rows: 24,
    env: fleet.home.env,
    cwd: fleet.home.project,
  });
  await terminal.run('TERM=dumb agents');
  await terminal.waitFor('needs a terminal that can move its cursor,');
});

async function shows(view: { readonly screenAnsi: () => Promise<string> }, code: string): Promise<string> {
  let last = '';
  const isThere = async () => {
    last = await view.screenAnsi();
    return last.includes(code) && { last };
  };
  return (await waitUntil(isThere, () => `The screen should have ${code}:\n${JSON.stringify(last)}`)).last;
}
