import { number, record, versionOne } from '../../../core/schema.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

const lastLook = record({ version: versionOne, at: number });

/** When a view was used last, ms; undefined when there is no record of it. */
export function readLastLook(paths: Paths): number | undefined {
  const read = readJson(paths.lastLook, lastLook);
  return read.ok ? read.value.at : undefined;
}

/** Written by whichever view is in use: the last one wins, and is right. A full disk costs only the digest. */
export function writeLastLook(paths: Paths, at: number): void {
  try {
    writeFileAtomic(paths.lastLook, `${JSON.stringify({ version: 1, at })}\n`, { durable: false });
  } catch {
    // The next one may succeed.
  }
}
