import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { under } from '../helpers/fleet.ts';
import type { ScratchHome } from '../helpers/scratch-home.ts';
import { scratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

/** The demo in a terminal whose temporary files and tmux sockets lie in the scratch home. */
async function openDemo() {
  const home = scratchHome();
  const sockets = join(home.root, 'sockets');
  mkdirSync(sockets, { mode: 0o700 });
  const env = { ...home.env, TMUX_TMPDIR: sockets };
  const terminal = await openTerminal({ columns: 120, rows: 35, env, cwd: home.project });
  await terminal.run('agents demo');
  return { home, sockets, terminal };
}

const shown = [
  ['Pinned', 'game server'],
  ['Needs input', 'power-up design'],
  ['Needs input', 'clean build directory'],
  ['Needs input', 'jump height'],
  ['Needs input', 'collision rewrite'],
  ['Needs input', 'saved games'],
  ['Working', 'physics notes'],
  ['Working', 'unit tests'],
  ['Ready for review', 'title screen'],
  ['Completed', 'nightly import'],
  ['Completed', 'lint'],
] as const;

it('the demo shows every state, can be answered, and leaves nothing behind', async () => {
  const { home, sockets, terminal } = await openDemo();
  for (const [group, name] of shown) await terminal.waitFor(under(group, name), { limitMs: 10_000 });
  expect(readdirSync(home.env['TMPDIR'] ?? '')).toEqual([expect.stringMatching(/^agents-demo-/)]);
  await terminal.press('Escape');
  await terminal.waitFor('The demo is over; nothing of it is left.', { limitMs: 10_000 });
  expect(readdirSync(home.env['TMPDIR'] ?? '')).toEqual([]);
  expect(readdirSync(home.agentsHome)).toEqual([]);
  expect(readdirSync(join(sockets, `tmux-${process.getuid?.()}`))).toEqual([
    expect.stringMatching(/^agents-terminal/),
  ]);
  await waitUntil(
    () => demoProcesses(home).length === 0,
    () => `These go on: ${demoProcesses(home).join(' ')}`,
  );
});

it('the demo has ordinary prompts, a pull request and a diff', async () => {
  const { terminal } = await openDemo();
  await terminal.waitFor(under('Ready for review', 'title screen'), { limitMs: 10_000 });
  const shown = await terminal.waitFor(/title screen .*PR #2048/);
  expect(shown).not.toContain('scn-');
  await terminal.press('C-f');
  await terminal.type('title');
  await terminal.waitFor(/Found \d+\n❯ \S title screen/);
  await terminal.press('Enter', 'C-d');
  await terminal.waitFor(/\+export const title = 'Press any key';/);
});

it('the demo leaves nothing behind when its terminal is closed', async () => {
  const { home, terminal } = await openDemo();
  await terminal.waitFor(under('Completed', 'lint'), { limitMs: 10_000 });
  await terminal.close();
  const left = () => [...demoProcesses(home), ...readdirSync(home.env['TMPDIR'] ?? '')];
  await waitUntil(
    () => left().length === 0,
    () => `Left: ${left().join(' ')}`,
    { limitMs: 10_000 },
  );
});

/** Processes of the demo: all have its directory in their environment or on their command line. */
function demoProcesses(home: ScratchHome): readonly string[] {
  const names = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(`${home.env['TMPDIR']}/agents-demo-`);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter(
    pid => /^\d+$/.test(pid) && (names(pid, 'environ') || names(pid, 'cmdline')),
  );
}
