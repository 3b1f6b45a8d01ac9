import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { offerIt2 } from '../../src/cli/offer-it2.ts';
import { openPlainWorld } from '../../src/operations/context/plain-world.ts';
import { type ScratchShell, scratchShell } from './scratch-shell.ts';

it('offers to install it2 with the command, to use tmux, and to cancel', async () => {
  const { out, err, code } = await offer(machine('3\n'));
  expect(out).toMatch(/ {2}1 {2}Install it now: uv tool install it2\n {2}2 {2}Use tmux.*\n {2}3 {2}Cancel\n/);
  expect([code, err]).toEqual([1, 'agents: cancelled; nothing was started.\n']);
});

it('is asked again for what is none of the three, and is cancelled at the end of the input', async () => {
  expect((await offer(machine('yes\n'))).code).toBe(1);
});

it('goes on with tmux when that is chosen, and does not ask again', async () => {
  const home = machine('9\n2\n');
  expect((await offer(home)).code).toBe(0);
  expect(await offer(home)).toMatchObject({ code: 0, out: '' });
});

it('installs it when that is chosen, and says what is left to do in iTerm2', async () => {
  const home = machine('1\n');
  const log = join(home.cwd, 'installed');
  program(home, 'uv', `echo "$@" >${log}`);
  const { code, err } = await offer(home);
  expect(readFileSync(log, 'utf8')).toBe('tool install it2\n');
  expect(code).toBe(1);
  expect(err).toContain('its directory is not on PATH');
});

it('goes on with panes where it2 answers after that', async () => {
  const home = machine('1\n');
  const it2 = join(home.env['PATH'] ?? '', 'it2');
  const script = '#!/bin/sh\\ncase $1 in --version) echo it2, version 1 ;; *) echo "[]" ;; esac\\n';
  program(home, 'uv', `printf '${script}' >'${it2}'; /bin/chmod +x '${it2}'`);
  expect((await offer(home)).code).toBe(2);
});

it('says nothing where nobody could answer, and where it2 is not missing', async () => {
  const piped = machine('1\n', false);
  expect(await offer(piped)).toMatchObject({ code: 0, out: '' });
  const elsewhere = machine('1\n');
  elsewhere.env['TERM_PROGRAM'] = 'vscode';
  expect(await offer(elsewhere)).toMatchObject({ code: 0, out: '' });
});

it('without tmux the second choice is the view itself', async () => {
  const home = machine('2\n');
  rmSync(join(home.env['PATH'] ?? '', 'tmux'));
  expect((await offer(home)).out).toContain('  2  Let sessions live in the view, and end with it');
});

/** A terminal of iTerm2 on a machine with tmux and uv, and without it2. */
function machine(input: string, isTTY = true): ScratchShell {
  const home = scratchShell({ input, isTTY, env: { TERM_PROGRAM: 'iTerm.app', AGENTS_BACKEND: 'auto' } });
  const bin = join(home.cwd, 'bin');
  mkdirSync(bin);
  home.env['PATH'] = bin;
  for (const name of ['tmux', 'uv']) program(home, name, 'exit 1');
  return home;
}

function program({ env }: ScratchShell, name: string, script: string): void {
  writeFileSync(join(env['PATH'] ?? '', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

const codes = { 'go on': 0, cancelled: 1, again: 2 } as const;

function offer(home: ScratchShell) {
  return home.run(async (_words, shell) => codes[await offerIt2(openPlainWorld(shell.env, shell), shell)]);
}
