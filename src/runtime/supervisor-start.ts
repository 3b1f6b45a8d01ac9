import { rememberServer } from '../system/person-servers.ts';
import { spawnDetached } from '../system/spawn-detached.ts';
import { readLock } from '../system/supervisor-lock.ts';
import { surroundingSocket } from '../tmux/socket.ts';
import type { World } from './plain-world.ts';

/** Starts the supervisor when none lives. Returns whether one was already there; costs nothing then. */
export function ensureSupervisor(world: World): boolean {
  const around = surroundingSocket(world.env);
  if (around !== undefined && world.settings.adopt) rememberServer(world.paths, around);
  if (isSupervisorAlive(world)) return true;
  spawnDetached(['daemon', 'run'], { env: world.env, logFile: world.paths.log });
  return false;
}

export function isSupervisorAlive(world: World): boolean {
  return readLock(world.paths)?.alive ?? false;
}
