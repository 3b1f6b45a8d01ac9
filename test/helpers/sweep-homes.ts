import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { cleanUp, leftoversIn, ownerFile } from './scratch-home.ts';
import { removeSocket } from './terminal.ts';

/** Tidies up after runs that were killed in the middle: homes and terminals whose process is gone. */
export async function sweepHomes(): Promise<void> {
  const roots = namesIn(tmpdir(), /^agents-home-/).map(name => join(tmpdir(), name));
  for (const root of roots) {
    const owner = ownerOf(root);
    if (owner !== undefined && !isRunning(owner)) await cleanUp(leftoversIn(root, owner));
  }
  const sockets = join(process.env['TMUX_TMPDIR'] ?? '/tmp', `tmux-${userInfo().uid}`);
  for (const name of namesIn(sockets, /^agents-terminal-\d+-\d+$/)) {
    if (isRunning(Number(name.split('-')[2]))) continue;
    spawnSync('tmux', ['-L', name, 'kill-server'], { stdio: 'ignore', timeout: 5000 });
    removeSocket(name);
  }
}

function namesIn(directory: string, pattern: RegExp): readonly string[] {
  try {
    return readdirSync(directory).filter(name => pattern.test(name));
  } catch {
    return [];
  }
}

function ownerOf(root: string): number | undefined {
  try {
    return Number(readFileSync(join(root, ownerFile), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
