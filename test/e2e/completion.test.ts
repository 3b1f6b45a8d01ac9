import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { openTerminal } from '../helpers/terminal.ts';

it('completes verbs, options, names and ids in bash', async () => {
  const fleet = openFleet();
  const id = await fleet.job('login', 'sleep 60');
  const shell = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
  await shell.run('PS1="> " bash --norc --noprofile');
  await shell.waitFor(/^>/m);
  await shell.run('source <(agents completion bash)');
  await shell.waitFor(/bash\)\n>/);
  await shell.type('agents sto');
  await shell.press('Tab');
  await shell.waitFor('> agents stop');
  await shell.type('lo');
  await shell.press('Tab');
  await shell.waitFor('> agents stop login');
  await shell.type(`${id.slice(0, 5)}`);
  await shell.press('Tab');
  await shell.waitFor(`> agents stop login ${id}`);
  await shell.press('C-u');
  await shell.type('agents run --perm');
  await shell.press('Tab');
  await shell.waitFor('> agents run --permission-mode');
  await shell.type('pl');
  await shell.press('Tab');
  await shell.waitFor('--permission-mode plan');
  await shell.type('--cwd ..');
  await shell.press('Tab');
  await shell.type('proj');
  await shell.press('Tab');
  await shell.waitFor('--cwd ../project/');
});

it.skipIf(!has('zsh'))('completes in zsh, with what each word means', async () => {
  const fleet = openFleet();
  await fleet.job('login', 'sleep 60');
  const shell = await openTerminal({ env: fleet.home.env, cwd: fleet.home.project });
  await shell.run('PS1="> " zsh -f');
  await shell.waitFor(/^>/m);
  await shell.run('autoload -Uz compinit; compinit -u -D; source <(agents completion zsh)');
  await shell.waitFor(/zsh\)\n>/);
  await shell.type('agents st');
  await shell.press('Tab');
  await shell.waitFor('> agents stop');
  await shell.type('lo');
  await shell.press('Tab');
  await shell.waitFor('> agents stop login');
  await shell.press('C-u');
  await shell.type('agents l');
  await shell.press('Tab');
  await shell.waitFor(/logs +-- Print the latest output/);
});

it.skipIf(!has('fish'))('completes in fish, with what each word means', async () => {
  const fleet = openFleet();
  await fleet.job('login', 'sleep 60');
  await fleet.waitFor('login', { state: 'working' });
  const ask = (line: string) =>
    execFileSync('fish', ['--no-config', '-c', `agents completion fish | source; complete -C "${line}"`], {
      env: fleet.home.env,
      cwd: fleet.home.root,
      encoding: 'utf8',
    });
  expect(ask('agents st')).toBe('stop\tEnd the process of a session; its row stays (also: agents kill)\n');
  expect(ask('agents stop lo')).toMatch(/^login\tworking/);
  expect(ask('agents run --cwd proj')).toMatch(/^project\//);
});

function has(shell: string): boolean {
  try {
    execFileSync(shell, ['-c', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
