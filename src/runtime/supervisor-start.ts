import { isNewer } from '../core/text/newer.ts';
import { spawnDetached } from '../system/processes/spawn-detached.ts';
import { version } from '../system/processes/version.ts';
import { rememberServer } from '../system/records/person-servers.ts';
import { readLock } from '../system/records/supervisor-lock.ts';
import { surroundingSocket } from '../tmux/socket.ts';
import type { RecordsWorld } from './records-world.ts';

/** Starts the supervisor when none lives, or only an older version. Returns whether one was already there; costs nothing then. */
export function ensureSupervisor(world: RecordsWorld): boolean {
  const around = surroundingSocket(world.env);
  if (around !== undefined && world.settings.adopt) rememberServer(world.paths, around);
  const lock = readLock(world.paths);
  // A newer one asks the older to go, and takes over.
  if (lock?.alive && !isNewer(version, lock.holder.version)) return true;
  spawnDetached(['daemon', 'run'], { env: world.env, logFile: world.paths.log });
  return lock?.alive === true;
}

export function isSupervisorAlive(world: RecordsWorld): boolean {
  return readLock(world.paths)?.alive ?? false;
}
