import { closeSync, fstatSync, renameSync, writeSync } from 'node:fs';
import { openForWriting } from '../files/open-for-writing.ts';
import type { Paths } from '../files/paths.ts';

/** Three files of this size at the most: `daemon.log`, `daemon.log.1`, `daemon.log.2`. */
const mostBytes = 1024 * 1024;

/**
 * Adds a line to the supervisor's log; an error can be found by `ERROR`, and `agents daemon status` shows the last
 * ones. Never throws: a full disk must not end the supervisor.
 */
export function log(paths: Paths, text: string, level: 'info' | 'error' = 'info'): void {
  const line = `${new Date().toISOString()} ${level === 'error' ? 'ERROR ' : ''}${text}\n`;
  try {
    if (append(paths.log, line) < mostBytes) return;
    rename(`${paths.log}.1`, `${paths.log}.2`);
    rename(paths.log, `${paths.log}.1`);
  } catch {
    // Nowhere is left to say it.
  }
}

/** Gives the size of the file. */
function append(path: string, line: string): number {
  const file = openForWriting(path, 'add');
  try {
    writeSync(file, line);
    return fstatSync(file).size;
  } finally {
    closeSync(file);
  }
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // There is none yet.
  }
}
