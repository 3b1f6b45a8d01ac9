import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jobFile, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

test('nothing in a name is executed, and the name stays as it was written', async () => {
  const home = scratchHome();
  const name = hostile(home);
  const id = await startSession(home, ['--exec', 'sleep 60', '--name', `${name}\n;`]);
  expect(jobFile(home, id, 'spec.json')?.['name']).toBe(`${name} ;`);
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents');
  await terminal.waitFor('#(touch');
  await terminal.press('Space', 'Right');
  await waitUntil(
    async () => (await terminal.screen()) === '',
    () => 'The session was not attached.',
  );
  await terminal.press('C-z');
  await terminal.waitFor('#(touch');
  expect(tracesIn(home)).toEqual([]);
});

test('nothing in a name given in the view is executed', async () => {
  const home = scratchHome();
  const id = await job(home, 'before');
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents');
  await terminal.waitFor('before');
  await terminal.press('C-r', 'C-u');
  await terminal.paste(hostile(home));
  await terminal.press('Enter');
  await waitUntil(
    () => jobFile(home, id, 'marks.json')?.['name'] === hostile(home),
    () => 'The name was not saved.',
  );
  await terminal.waitFor('#(touch');
  expect(tracesIn(home)).toEqual([]);
});

test('nothing in the name of a directory or a branch is executed or drawn raw', async () => {
  const home = scratchHome();
  const directory = join(
    home.project,
    '#(touch pwned);$(touch pwned)\'"`touch pwned`\n\u001b[31m🙂 \u202ex;',
  );
  mkdirSync(directory);
  execFileSync('git', ['checkout', '-q', '-b', '#(touch$IFS$@pwned)`touch$IFS$@pwned`;\'"x'], {
    cwd: home.project,
    env: home.env,
  });
  const id = await startSession(home, ['hello scn-hello'], { cwd: directory });
  const state = () => jobFile(home, id, 'state.json')?.['state'];
  await waitUntil(
    () => state() === 'completed',
    () => `The session is ${state()}.`,
  );
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run('agents');
  await terminal.waitFor('scn-hello');
  await terminal.press('C-s');
  const screen = await terminal.waitFor(/#\(touch/);
  expect(screen).not.toMatch(/[\u001b\u202e]/u);
  expect(tracesIn(home)).toEqual([]);
});

const job = (home: ScratchHome, name: string) => startSession(home, ['--exec', 'sleep 60', '--name', name]);

function hostile({ root }: ScratchHome): string {
  return `#(touch ${root}/pwned) $(touch ${root}/pwned) \`touch ${root}/pwned\` "'; touch ${root}/pwned; 🙂👍🏽`;
}

/** Files that something executed would have left, wherever it ran. */
function tracesIn({ root }: ScratchHome): string[] {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path =>
    /(?:^|\/)pwned$/.test(path),
  );
  return [...found, ...['/pwned', join(process.cwd(), 'pwned')].filter(path => existsSync(path))];
}

test('a name loses its control characters when it is given, and JSON and paths show none', async () => {
  const home = scratchHome();
  const evil = '\u001b]52;c;UFdORUQ=\u0007\u202ex\u009b31m';
  const directory = join(home.project, `dir${evil}`);
  mkdirSync(directory);
  const id = await startSession(home, ['--exec', 'sleep 60', '--name', `nm${evil}`], { cwd: directory });
  expect(jobFile(home, id, 'spec.json')?.['name']).toBe('nmx');
  const agents = (...words: string[]) =>
    execFileSync('agents', words, { cwd: home.project, env: home.env, encoding: 'utf8' });
  agents('rename', id, `other${evil}`);
  expect(jobFile(home, id, 'marks.json')?.['name']).toBe('otherx');
  for (const words of [
    ['list'],
    ['path', id],
    ['explain', id],
    ['logs', id],
    ['settings'],
    ['daemon', 'status'],
  ])
    expect(agents(...words, '--json')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(agents('path', id)).toBe(`${directory}\n`);
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run(`agents path ${id}`);
  await terminal.waitFor(String.raw`\x1b]52;c;UFdORUQ=\x07\xe2\x80\xaex\xc2\x9b31m'`);
});

test('the stack of --debug has no escape code of a word either', async () => {
  const home = scratchHome();
  const terminal = await openTerminal({ env: home.env, cwd: home.project });
  await terminal.run(
    `agents --debug list --cwd "$(printf '/no\\033]0;taken\\007\\342\\200\\256x')" 2>out; od -c out | grep -c '033\\|256'`,
  );
  await terminal.waitFor(/^0$/m);
});
