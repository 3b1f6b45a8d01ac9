import { readdirSync, readFileSync } from 'node:fs';

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `share` of 0.95: the value that 95 % do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share - 0.5))] ?? Number.NaN;
}

/** MiB of resident memory. */
export function residentMib(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

/**
 * Seconds of processor time of a process and of the children that it has waited for. Its own in ns from the scheduler
 * (`schedstat`) where the kernel tells: ticks of 10 ms are a tenth of what a view at rest takes in half a minute.
 */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, ...ofChildren] = fields.slice(11, 15);
  const children = ofChildren.reduce((sum, value) => sum + value, 0) / 100;
  return (threadSeconds(pid) ?? (user + system) / 100) + children;
}

function threadSeconds(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const ns = threads.map(id =>
      Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]),
    );
    return ns.reduce((sum, value) => sum + value, 0) / 1e9;
  } catch {
    return undefined;
  }
}

export function loadAverage(): string {
  return readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? '';
}
