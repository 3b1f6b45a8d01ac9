import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { parseProcessStat } from '../core/machine/process-stat.ts';
import type { TmuxServer } from './socket.ts';
import { socketPath } from './socket.ts';

/** What the system says of a server that does not answer. */
export interface ServerProcess {
  readonly pid: number;
  /** The letter of Linux: `T` is stopped, `R` runs, `D` waits for a disk. */
  readonly state: string;
}

/**
 * The process that listens there; undefined where it cannot be found. Read only when a call was not answered: it looks
 * through the list of processes.
 */
export function serverProcess(server: TmuxServer): ServerProcess | undefined {
  const inode = listeningInode(socketPath(server.socket, process.env));
  if (inode === undefined) return undefined;
  const pid = readOr(() => readdirSync('/proc'), []).find(name => isServer(name) && hasSocket(name, inode));
  const state = pid === undefined ? undefined : processState(Number(pid));
  return state === undefined ? undefined : { pid: Number(pid), state };
}

/** Undefined where there is no /proc, or no such process. */
export function processState(pid: number | undefined): string | undefined {
  return parseProcessStat(readOr(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), ''))?.state;
}

/** `Num RefCount Protocol Flags Type St Inode Path`; the flag is that it accepts connections. */
function listeningInode(path: string): string | undefined {
  const lines = readOr(() => readFileSync('/proc/net/unix', 'utf8'), '').split('\n');
  const fields = lines
    .filter(line => line.endsWith(` ${path}`))
    .map(line => line.split(/\s+/))
    .find(([, , , flags]) => (Number.parseInt(flags ?? '0', 16) & 0x10000) !== 0);
  return fields?.[6];
}

function isServer(name: string): boolean {
  return (
    /^\d+$/.test(name) && readOr(() => readFileSync(`/proc/${name}/comm`, 'utf8'), '').startsWith('tmux')
  );
}

function hasSocket(pid: string, inode: string): boolean {
  const descriptors = readOr(() => readdirSync(`/proc/${pid}/fd`), []);
  return descriptors.some(
    each => readOr(() => readlinkSync(`/proc/${pid}/fd/${each}`), '') === `socket:[${inode}]`,
  );
}

function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
