import { readFileSync } from 'node:fs';
import { runAtOnce } from '../run/run.ts';

/**
 * When a process started, as an opaque text to compare: pids are used again, the pair of both is not. Undefined when
 * it does not run; a zombie has ended although its parent has not noticed yet.
 */
export function processStart(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

/** Field 22 of `/proc/<pid>/stat`, clock ticks since boot; the name in field 2 may hold blanks and brackets. */
function startFromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? undefined : fields[19];
}

function startFromPs(pid: number): string | undefined {
  try {
    const line = runAtOnce('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).trim();
    const [, state, start] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
    return state?.startsWith('Z') ? undefined : start;
  } catch {
    return undefined;
  }
}
