import { closeSync, fstatSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode, reasonOf } from './reason.ts';

export interface WriteOptions {
  /** False leaves out both fsyncs: for a cache that can be rebuilt after a power cut. Default true. */
  readonly durable?: boolean;
}

/**
 * Replaces a file (0600) in one step: a reader sees the old content or the new, never a part. On failure the old
 * file stays, no temporary file is left, and a sentence that names the file is thrown.
 */
export function writeFileAtomic(path: string, data: string | Uint8Array, options: WriteOptions = {}): void {
  const durable = options.durable ?? true;
  const temporary = temporaryPath(path);
  try {
    writeNewFile(temporary, data, durable);
    renameSync(temporary, path);
    if (durable) syncDirectory(dirname(path));
  } catch (error) {
    removeIfThere(temporary);
    throw new Error(`${path} could not be written: ${reasonOf(error)}. The old content is kept.`, {
      cause: error,
    });
  }
}

/** Writes a file (0600) that must not exist yet, whole; `durable` waits for the disk. Throws the system's errors. */
export function writeNewFile(path: string, data: string | Uint8Array, durable: boolean): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    const { size } = fstatSync(descriptor);
    if (size !== bytes.length) throw new Error(`only ${size} of ${bytes.length} bytes reached the disk`);
    if (durable) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes renames and new names in a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some network file systems cannot sync a directory; the rename itself has happened.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    closeSync(descriptor);
  }
}

let written = 0;

/** A name in the same directory that no other process, and no earlier call of this one, uses. */
export function temporaryPath(path: string): string {
  written += 1;
  const unique = `${process.pid}-${Math.random().toString(36).slice(2, 10)}-${written}`;
  return join(dirname(path), `.${basename(path)}.${unique}`);
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or has been renamed already.
  }
}
