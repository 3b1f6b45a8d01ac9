import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type ProcessStat, parseProcessStat, tickMs } from '../../core/machine/process-stat.ts';

/** Of all that run on Linux. */
export function pidsInProc(): readonly number[] {
  return readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** A file in `/proc/<pid>`; empty for a process that is gone or another user's, and where there is no /proc. */
export function readProc(
  pid: number,
  file: 'stat' | 'status' | 'cmdline' | 'environ' | 'cgroup' | 'children',
): string {
  try {
    const path = file === 'children' ? `task/${pid}/children` : file;
    return readFileSync(`/proc/${pid}/${path}`, file === 'cmdline' ? 'utf8' : 'latin1');
  } catch {
    return '';
  }
}

/** Undefined when it does not run: a zombie has ended, although its parent has not noticed yet. */
export function statInProc(pid: number): ProcessStat | undefined {
  const stat = parseProcessStat(readProc(pid, 'stat'));
  return stat?.state === 'Z' || stat?.state === 'X' ? undefined : stat;
}

/** What a process has open; empty where that cannot be read. */
export function openFiles(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map(name => linkInProc(pid, `fd/${name}`) ?? '');
  } catch {
    return [];
  }
}

export function linkInProc(pid: number, link: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${link}`);
  } catch {
    return undefined;
  }
}

/** Where in the system each thread of a process waits; `0` for one that runs or that may not be asked about. */
export function waitingPoints(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .slice(0, mostThreads)
      .map(thread => readFileSync(`/proc/${pid}/task/${thread}/wchan`, 'latin1'));
  } catch {
    return [];
  }
}

const mostThreads = 64;

let booted: number | undefined;

/** When a process started; ms since the epoch. */
export function startedAt({ startTime }: ProcessStat): number {
  booted ??= Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1] ?? 0) * 1000;
  return booted + Number(startTime) * tickMs;
}
