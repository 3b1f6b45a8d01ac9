import { readSmallFile } from './read-file.ts';
import { writeFileAtomic } from './write-file.ts';

/** Writes a file of ours unless it holds that text already. Throws a sentence. */
export function writeWhenDifferent(path: string, text: string): void {
  if (textOf(path) !== text) writeFileAtomic(path, text);
}

/** What is no plain file of ours (a pipe, a link, far too long) is replaced, if it can be. */
function textOf(path: string): string | undefined {
  try {
    return readSmallFile(path);
  } catch {
    return undefined;
  }
}
