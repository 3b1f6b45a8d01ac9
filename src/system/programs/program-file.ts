import { statSync } from 'node:fs';

/**
 * Tells whether the program on disk is still the one that runs. A new one must have stood there for two questions: a
 * package is not replaced in one step. One that is gone is no new one.
 */
export function programWatch(path: string | undefined = process.argv[1]): () => 'same' | 'new' {
  return path === undefined ? () => 'same' : fileWatch(path, { mayBeGone: false });
}

/** The same of any file; where it may be gone, coming and going are a change, too. */
export function fileWatch(path: string, { mayBeGone } = { mayBeGone: true }): () => 'same' | 'new' {
  const gone = mayBeGone ? 'gone' : undefined;
  const own = identityOf(path) ?? gone;
  let candidate: string | undefined;
  return () => {
    const found = identityOf(path) ?? gone;
    if (own === undefined || found === undefined || found === own) {
      candidate = undefined;
      return 'same';
    }
    const isSettled = candidate === found;
    candidate = found;
    return isSettled ? 'new' : 'same';
  };
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino, mtimeMs, size } = statSync(path);
    return `${dev} ${ino} ${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}
