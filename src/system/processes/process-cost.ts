import { readFileSync } from 'node:fs';
import { runAtOnce } from '../run/run.ts';

/** What a process has used. */
export interface ProcessCost {
  /** Since its start, in user and system mode. */
  readonly cpuSeconds: number;
  /** Resident; bytes. */
  readonly memoryBytes: number;
}

/** Undefined when it does not run. */
export function processCost(pid: number): ProcessCost | undefined {
  try {
    return process.platform === 'linux' ? costFromProc(pid) : costFromPs(pid);
  } catch {
    return undefined;
  }
}

/** proc(5): utime and stime in ticks of 1/100 s, VmRSS in kB. */
function costFromProc(pid: number): ProcessCost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    memoryBytes: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024,
  };
}

/** `1:02.50  61440`: minutes may be hours and days. */
function costFromPs(pid: number): ProcessCost {
  const [time = '', kb = '0'] = runAtOnce('ps', ['-o', 'time=,rss=', '-p', String(pid)])
    .trim()
    .split(/\s+/);
  const [seconds = 0, minutes = 0, hours = 0] = time.split(/[:-]/).map(Number).reverse();
  return { cpuSeconds: hours * 3600 + minutes * 60 + seconds, memoryBytes: Number(kb) * 1024 };
}
