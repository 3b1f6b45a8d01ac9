import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Fleet, openFleet, selected } from '../helpers/fleet.ts';
import { openPersonTmux } from '../helpers/person-tmux.ts';

/** Takes a task at its prompt, asks with a menu, works with a spinner, and rests. It notes how it was started. */
const program = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
appendFileSync(process.env.HOME + '/starts', process.argv.slice(2).join('|') + '\\n');
const databases = ['PostgreSQL', 'SQLite', 'MySQL'];
const said = ['Migrator 3', ''];
let typed = '', at = 0, mode = 'prompt', second = 0, timer;
const draw = () => {
  const menu = databases.map((name, index) => (index === at ? '❯ ' : '  ') + (index + 1) + '. ' + name);
  const asked = ['Which database should it be?', '', ...menu, '', '↑/↓ to navigate · Enter to select'];
  const busy = ['⠋ Migrating to ' + databases[at] + '… (' + second + 's · esc to interrupt)'];
  const bottom = mode === 'menu' ? asked : mode === 'busy' ? busy : ['> ' + typed];
  process.stdout.write('\\x1b[2J\\x1b[H' + [...said, ...bottom].join('\\r\\n'));
};
const work = () => {
  mode = 'busy';
  timer = setInterval(() => {
    second += 1;
    if (second === 3) {
      clearInterval(timer);
      second = 0;
      mode = 'prompt';
      said.push('Migrated to ' + databases[at] + '.', '');
    }
    draw();
  }, 700);
};
const press = key => {
  if (mode === 'menu') {
    if (key === '\\x1b[B') at = Math.min(2, at + 1);
    if (key === '\\x1b[A') at = Math.max(0, at - 1);
    if (key === '\\r') work();
  } else if (mode === 'prompt' && key === '\\r') {
    if (typed === '') return;
    said.push('> ' + typed, '');
    [typed, at, mode] = ['', 0, 'menu'];
  } else if (mode === 'prompt') typed += key;
};
process.stdin.setRawMode(true);
process.stdin.setEncoding('utf8');
process.stdin.on('data', text => {
  for (const key of text.match(/\\x1b\\[[A-D]|[\\s\\S]/g) ?? []) press(key);
  draw();
});
draw();
`;

const patience = { limitMs: 20_000 };

function openWithProgram(agents?: object): Fleet {
  const fleet = openFleet();
  const { root } = fleet.home;
  writeFileSync(join(root, 'bin/migrator'), program);
  chmodSync(join(root, 'bin/migrator'), 0o755);
  if (!agents) return fleet;
  mkdirSync(join(root, 'config/agents'), { recursive: true });
  writeFileSync(join(root, 'config/agents/settings.json'), JSON.stringify({ agents }));
  return fleet;
}

const asked = { state: 'needs-input', waitingFor: 'question', summary: 'Which database should it be?' };

it('follows a program that nobody described, and answers it from the shell and from the peek', async () => {
  const fleet = openWithProgram();
  const command = `migrator --from "old store"`;
  const run = await fleet.agents('run', '--agent-command', command, '--name', 'data', 'move it all');
  expect(run).toMatchObject({ code: 0 });
  const { question } = await fleet.waitFor('data', asked, patience);
  expect(question?.options.map(({ label }) => label)).toEqual(['PostgreSQL', 'SQLite', 'MySQL']);
  expect((await fleet.agents('explain', 'data')).stdout).toContain(
    'a general rule decided: nobody described this program',
  );
  expect((await fleet.agents('send', 'data', '--choose', '2')).stdout).toBe('delivered\n');
  await fleet.waitFor('data', { state: 'working', summary: 'Migrating to SQLite' }, patience);
  await fleet.waitFor('data', { state: 'completed', summary: 'Migrated to SQLite.' }, patience);

  const view = await fleet.view();
  await view.waitFor(selected('data'));
  await view.press('Space');
  await view.waitFor('Migrated to SQLite.');
  await view.type('once more');
  await view.press('Enter');
  await view.waitFor(/Which database should it be\?[\s\S]*3\. MySQL/, patience);
  await view.press('3', 'Enter');
  await fleet.waitFor('data', { state: 'completed', summary: 'Migrated to MySQL.' }, patience);
});

it('starts such a program again with the same words, and gives it no task twice', async () => {
  const fleet = openWithProgram();
  await fleet.agents('run', '--agent-command', `migrator --from 'old store'`, '--name', 'data', 'move it');
  await fleet.waitFor('data', asked, patience);
  await fleet.agents('stop', 'data');
  const { code, stdout } = await fleet.agents('respawn', 'data');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^started · /)]);
  await fleet.waitForScreen('data', 'Migrator 3');
  // It may not listen yet: then it gets it as soon as it does.
  expect((await fleet.agents('send', 'data', 'the second task')).stdout).toMatch(/^(?:delivered|queued)/);
  await fleet.waitFor('data', asked, patience);
  expect((await fleet.agents('logs', 'data')).stdout).not.toContain('move it');
  const starts = readFileSync(join(fleet.home.root, 'starts'), 'utf8');
  expect(starts).toBe('--from|old store\n--from|old store\n');
});

it('refuses a command that names no program, or an agent besides', async () => {
  const fleet = openWithProgram();
  const words = async (...given: readonly string[]) => {
    const { code, stderr } = await fleet.agents('run', ...given, 'x');
    return [code, stderr.split('\n', 1)[0]];
  };
  expect(await words('--agent-command', 'no-such-program')).toEqual([
    1,
    expect.stringContaining('There is no program "no-such-program" that could be started.'),
  ]);
  expect(await words('--agent-command', `migrator "open`)).toEqual([
    2,
    expect.stringContaining('a quote in it is not closed'),
  ]);
  expect(await words('--agent-command', 'migrator', '--agent', 'claude')).toEqual([
    2,
    expect.stringContaining('--agent-command and --agent exclude each other'),
  ]);
  expect(await fleet.list()).toEqual([]);
});

it('adopts a program of which settings tell no more than its name', async () => {
  const fleet = openWithProgram({ migrator: { command: ['migrator'] } });
  const person = await openPersonTmux(fleet.home);
  await fleet.agents('daemon', 'start');
  await person.type('migrator');
  const isIt = (entry: { readonly state: string }) => entry.state === 'idle';
  const view = await fleet.view();
  await view.waitFor(/migrator/, { limitMs: 8000 });
  await expect.poll(async () => (await fleet.list()).some(isIt), { timeout: 10_000 }).toBe(true);
  const [{ id = '' } = {}] = await fleet.list();
  expect((await fleet.agents('send', id, 'move it')).stdout).toBe('delivered\n');
  await expect.poll(async () => (await fleet.list())[0], { timeout: 10_000 }).toMatchObject({ ...asked, id });
});
