import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Paths } from '../files/paths.ts';

/** Of the log's end. */
const mostBytes = 64 * 1024;

export interface LogError {
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** The last errors that the supervisor has written down, newest last; none where there is no log. */
export function lastErrors(paths: Paths, most: number): readonly LogError[] {
  const lines = endOf(paths.log).split('\n');
  return lines
    .flatMap(line => {
      const [, at, text] = /^(\d{4}-\d\d-\d\dT\S+Z) ERROR (.*)$/.exec(line) ?? [];
      return at !== undefined && text !== undefined ? [{ at, text }] : [];
    })
    .slice(-most);
}

function endOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const buffer = Buffer.alloc(Math.min(size, mostBytes));
      const bytes = readSync(file, buffer, 0, buffer.length, Math.max(0, size - buffer.length));
      return buffer.toString('utf8', 0, bytes);
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
