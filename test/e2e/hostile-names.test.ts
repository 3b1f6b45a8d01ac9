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
