import { fstatSync } from 'node:fs';
import { spawnBeside } from '../run/spawn-detached.ts';
import { findProgram } from './find-program.ts';

/**
 * Calls back as soon as nobody reads standard output any more, until the returned function is called. Node learns of it
 * only when it writes; GNU's `tail -f` looks at its output all the time, and ends with SIGPIPE. Where `tail` is
 * another (macOS, busybox), the next write tells.
 */
export function onReaderGone(callback: () => void): () => void {
  const tail = isPipe() ? findProgram('tail', process.env) : undefined;
  if (tail === undefined) return () => {};
  const words = [`--pid=${process.pid}`, '--sleep-interval=0.2', '-f', '/dev/null'];
  return spawnBeside(tail, words, signal => {
    if (signal === 'SIGPIPE') callback();
  });
}

function isPipe(): boolean {
  try {
    const found = fstatSync(1);
    return found.isFIFO() || found.isSocket();
  } catch {
    return false;
  }
}
