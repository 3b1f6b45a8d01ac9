import { writeSync } from 'node:fs';
import { errorCode, reasonOf } from '../../system/files/reason.ts';

/**
 * Writes text to standard output, as it is. When nobody reads any more (`agents list | head -1`), the process ends
 * with 0.
 */
export function writeOutput(text: string): void {
  write(1, text);
}

/** Writes text to standard error, as it is. */
export function writeError(text: string): void {
  write(2, text);
}

/** At once, and without the streams of Node, which take 2 ms to load. Throws a sentence. */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSome(descriptor, bytes.subarray(at));
}

function writeSome(descriptor: 1 | 2, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EPIPE') process.exit(0);
    if (code !== 'EAGAIN')
      throw new Error(`The output cannot be written: ${reasonOf(error)}.`, { cause: error });
    // A pipe that is full, and that someone else has made one that does not wait.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    return 0;
  }
}
