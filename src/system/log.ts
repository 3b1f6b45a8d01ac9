import { closeSync, writeSync } from 'node:fs';
import { openForWriting } from './open-for-writing.ts';
import type { Paths } from './paths.ts';

/** Adds a line to the supervisor's log. Never throws: a full disk must not end the supervisor. */
export function log(paths: Paths, text: string): void {
  try {
    const file = openForWriting(paths.log, 'add');
    try {
      writeSync(file, `${new Date().toISOString()} ${text}\n`);
    } finally {
      closeSync(file);
    }
  } catch {
    // Nowhere is left to say it.
  }
}
