import type { Waits } from '../../core/screen/screen.ts';
import { statInProc, waitingPoints } from './proc.ts';

/** Of reading a terminal, by the kernel's own names; a socket that is read waits in the second, too. */
const reading = /^(?:n_tty_read|wait_woken|tty_\w+)/u;
/** It may wait for a key among other things, or the kernel does not tell. */
const perhaps = /^(?:0|$|.*(?:poll|select|epoll)\w*)/u;

/** What the programs in the foreground of a terminal wait for; only Linux tells. */
export function waitOf(pids: Iterable<number>): Waits['for'] {
  if (process.platform !== 'linux') return undefined;
  let isKnown = false;
  let isUnsure = false;
  for (const pid of pids) {
    const points = waitingPoints(pid);
    if (points.some(point => reading.test(point))) return 'terminal';
    const isRunning = /^[RD]/u.test(statInProc(pid)?.state ?? '');
    isUnsure ||= !isRunning && (points.length === 0 || points.some(point => perhaps.test(point)));
    isKnown = true;
  }
  return isKnown && !isUnsure ? 'other' : undefined;
}
