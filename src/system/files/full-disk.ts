import { statfsSync } from 'node:fs';

/** Less than this is no room for a record. */
const leastBytes = 8192;

/** A sentence when nothing more can be written where `directory` lies: what is read there may be old then. */
export function fullDiskProblem(directory: string): string | undefined {
  return isFull(directory)
    ? `The disk of ${directory} is full: nothing that changes is recorded. Make room on it.`
    : undefined;
}

function isFull(directory: string): boolean {
  try {
    const { blocks, bavail, bsize, files, ffree } = statfsSync(directory);
    // A file system that counts neither, such as some in user space, says nothing.
    return (blocks > 0 && bavail * bsize < leastBytes) || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}
