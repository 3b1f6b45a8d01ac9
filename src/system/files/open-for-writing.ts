import { constants, openSync } from 'node:fs';

const { O_WRONLY, O_CREAT, O_NONBLOCK, O_APPEND, O_TRUNC } = constants;

/**
 * Opens a file (0600) to add to its end, or to begin it again, and never waits: where someone made a pipe of it,
 * the opening would otherwise last until someone reads there. Throws the system's errors.
 */
export function openForWriting(path: string, how: 'add' | 'begin'): number {
  return openSync(path, O_WRONLY | O_CREAT | O_NONBLOCK | (how === 'add' ? O_APPEND : O_TRUNC), 0o600);
}
