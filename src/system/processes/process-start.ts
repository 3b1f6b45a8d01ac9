import { statInProc } from './proc.ts';
import { psOfOne } from './ps.ts';

/**
 * When a process started, as an opaque text to compare: pids are used again, the pair of both is not. Undefined when
 * it does not run; a zombie has ended although its parent has not noticed yet.
 */
export function processStart(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? statInProc(pid)?.startTime : psOfOne(pid)?.start;
}
