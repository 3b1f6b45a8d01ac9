import { runInTerminal } from '../../system/run/run-in-terminal.ts';

/**
 * After a `kill -9` of an earlier view the terminal was raw when this view started, and a plain sh leaves it raw: no
 * echo, and Enter does nothing. Node restores the modes that it found at its start, so only a process that outlives it
 * can set them right. Costs 5 ms.
 */
export async function leaveSane(): Promise<void> {
  const later = `while kill -0 ${process.pid} 2>/dev/null; do sleep 0.02; done; stty sane </dev/tty`;
  const script = `case $(stty -a) in *" -icanon"*) (trap "" TTOU HUP; ${later}) & ;; esac`;
  await runInTerminal(['sh', '-c', script], {}).catch(() => {});
}
