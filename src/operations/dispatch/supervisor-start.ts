import { setTimeout as wait } from 'node:timers/promises';
import { sessionEnvironment } from '../../core/lifecycle/foreign-variables.ts';
import { isNewer } from '../../core/text/newer.ts';
import { version } from '../../system/programs/version.ts';
import { spawnDetached } from '../../system/run/spawn-detached.ts';
import { rememberServer } from '../../system/store/daemon/person-servers.ts';
import { readLock, seemsHung } from '../../system/store/daemon/supervisor-lock.ts';
import { nudge } from '../../system/watch/watch.ts';
import { surroundingSocket } from '../../tmux/socket.ts';
import type { RecordsWorld } from '../context/records-world.ts';

/**
 * Starts the supervisor when none runs, or only an older version. Returns whether one was running already; that costs
 * nothing.
 */
export function ensureSupervisor(world: RecordsWorld): boolean {
  const around = surroundingSocket(world.env);
  if (around !== undefined && world.settings.adopt) rememberServer(world.paths, around);
  const lock = readLock(world.paths);
  // A newer version asks the older one to end, and takes over.
  if (lock?.alive && !isNewer(version, lock.holder.version)) return true;
  spawnDetached(['daemon', 'run'], { env: sessionEnvironment(world.env), logFile: world.paths.log });
  return lock?.alive === true;
}

export function isSupervisorAlive(world: RecordsWorld): boolean {
  return readLock(world.paths)?.alive ?? false;
}

/** Whether it does not react to a nudge. Takes a second, but only when its lock has not been renewed. */
export async function isSupervisorHung({ paths }: RecordsWorld): Promise<boolean> {
  const deadline = performance.now() + 1000;
  while (seemsHung(readLock(paths))) {
    if (performance.now() > deadline) return true;
    nudge(paths, 'wake');
    await wait(100);
  }
  return false;
}
