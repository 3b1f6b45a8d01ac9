import { readProc, statInProc } from './proc.ts';
import { psCost } from './ps.ts';

/** What a process has used. */
export interface ProcessCost {
  /** Since its start, in user and system mode. */
  readonly cpuSeconds: number;
  /** Resident; bytes. */
  readonly memoryBytes: number;
}

/** Undefined when it does not run. */
export function processCost(pid: number): ProcessCost | undefined {
  if (process.platform !== 'linux') return psCost(pid);
  const stat = statInProc(pid);
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1] ?? 0;
  return stat && { cpuSeconds: stat.cpuSeconds, memoryBytes: Number(kilobytes) * 1024 };
}
