import { existsSync } from 'node:fs';
import { UserError } from '../../core/errors/user-error.ts';
import { findProgram } from './find-program.ts';

/** Throws one sentence that says how to install tmux on this system, when there is none on PATH. */
export function requireTmux(env: NodeJS.ProcessEnv): void {
  if (hasTmux(env)) return;
  throw new UserError('no-program', 'tmux is not installed, and sessions live in it.', {
    advice: `Install it with: ${installCommand(env)}`,
  });
}

/** Whether one is on PATH. */
export function hasTmux(env: NodeJS.ProcessEnv): boolean {
  return findProgram('tmux', env) !== undefined;
}

const managers = [
  ['apt-get', 'sudo apt-get install tmux'],
  ['dnf', 'sudo dnf install tmux'],
  ['pacman', 'sudo pacman -S tmux'],
  ['zypper', 'sudo zypper install tmux'],
  ['apk', 'sudo apk add tmux'],
  ['brew', 'brew install tmux'],
  ['port', 'sudo port install tmux'],
] as const;

/** How a person installs tmux here: a command line. */
export function installCommand(env: NodeJS.ProcessEnv): string {
  const usual = { ...env, PATH: `${env['PATH'] ?? ''}:/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin` };
  const found = managers.find(([name]) => findProgram(name, usual));
  if (found) return found[1];
  return existsSync('/System/Library') ? 'brew install tmux' : 'your package manager (package "tmux")';
}
