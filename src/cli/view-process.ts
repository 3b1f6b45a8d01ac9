import { isatty } from 'node:tty';
import type { ViewProcess } from '../app/terminal/view-process.ts';
import type { Shell } from './verb.ts';

/** What a view that is opened from this shell has of the process: the shell's streams, and the signals. */
export function viewProcess({ input, output }: Shell): ViewProcess {
  return {
    stdin: input.stream(),
    stdout: output.stream(),
    signals: process,
    hasTerminal: () => isatty(0),
    halt: () => process.kill(process.pid, 'SIGSTOP'),
    endWith: code =>
      process.once('exit', () => {
        process.exitCode = code;
      }),
  };
}
