import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readings } from '../../core/queue/pressure.ts';
import { runAtOnce } from '../processes/run-at-once.ts';

/**
 * What the machine says of its load, 0.3 ms: proc(5), cgroups(7) of both versions, PSI. `root` stands before the paths
 * of /proc and /sys: AGENTS_PRESSURE_ROOT, for tests.
 */
export function readPressure(root: string | undefined): Readings {
  if (process.platform !== 'linux' && root === undefined) return {};
  const from = root ?? '';
  const free = [machineFree(from), ...cgroupsFree(from)].filter(value => value !== undefined);
  const stall = /^some avg10=([\d.]+)/m.exec(text(`${from}/proc/pressure/memory`))?.[1];
  const load = Number.parseFloat(text(`${from}/proc/loadavg`));
  return {
    ...(free.length > 0 && { memoryFree: Math.min(...free) }),
    ...(stall !== undefined && { memoryStall: Number(stall) }),
    ...(!Number.isNaN(load) && { loadPerCore: load / availableParallelism() }),
  };
}

/** On macOS a program has to be asked, 5 ms: the supervisor does so, and tells the others. */
export function askPressure(root: string | undefined): Readings {
  if (process.platform !== 'darwin' || root !== undefined) return readPressure(root);
  const level = Number(attempt(() => runAtOnce('sysctl', ['-n', 'kern.memorystatus_level'])));
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  return { ...(level > 0 && { memoryFree: level }), loadPerCore: load };
}

/** Pages that went to swap since the machine was started. */
export function swappedOut(root: string | undefined): number | undefined {
  const pages = /^pswpout (\d+)$/m.exec(text(`${root ?? ''}/proc/vmstat`))?.[1];
  return pages === undefined ? undefined : Number(pages);
}

function machineFree(from: string): number | undefined {
  const facts = text(`${from}/proc/meminfo`);
  const kb = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(facts)?.[1]);
  const free = (100 * kb('MemAvailable')) / kb('MemTotal');
  return Number.isFinite(free) ? free : undefined;
}

/** Of the own cgroup and of each above it: any of them may have a limit. */
function cgroupsFree(from: string): readonly (number | undefined)[] {
  const lines = text(`${from}/proc/self/cgroup`).split('\n');
  return lines.flatMap(line => {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (path === undefined) return [];
    if (controllers === '') return upwards(`${from}/sys/fs/cgroup`, path).map(freeV2);
    return controllers?.split(',').includes('memory')
      ? upwards(`${from}/sys/fs/cgroup/memory`, path).map(freeV1)
      : [];
  });
}

function upwards(mount: string, path: string): readonly string[] {
  const directories = [mount];
  for (let at = path; at !== '/' && at !== '.'; at = dirname(at)) directories.push(join(mount, at));
  return directories;
}

/** Files that are only read can be dropped at any time, so that they count as free. */
function freeV2(directory: string): number | undefined {
  return share({
    limit: text(join(directory, 'memory.max')),
    used: text(join(directory, 'memory.current')),
    inactive: /^inactive_file (\d+)$/m.exec(text(join(directory, 'memory.stat')))?.[1],
  });
}

function freeV1(directory: string): number | undefined {
  return share({
    limit: text(join(directory, 'memory.limit_in_bytes')),
    used: text(join(directory, 'memory.usage_in_bytes')),
    inactive: /^total_inactive_file (\d+)$/m.exec(text(join(directory, 'memory.stat')))?.[1],
  });
}

interface Usage {
  readonly limit: string;
  readonly used: string;
  readonly inactive: string | undefined;
}

/** No limit is `max` in version 2, and a number near 2^63 in version 1. */
function share({ limit, used, inactive = '0' }: Usage): number | undefined {
  const [most, now] = [Number.parseInt(limit, 10), Number.parseInt(used, 10)];
  if (!(most > 0) || most > 2 ** 52 || Number.isNaN(now)) return undefined;
  return Math.max(0, (100 * (most - now + Number(inactive))) / most);
}

function text(path: string): string {
  return attempt(() => readFileSync(path, 'latin1'));
}

function attempt(action: () => string): string {
  try {
    return action();
  } catch {
    return '';
  }
}
