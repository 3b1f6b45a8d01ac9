import { isAbsolute, resolve } from 'node:path';
import type { Shell } from '../verb.ts';

/** The absolute path of a file or directory that was named where the shell is. */
export function givenPath(word: string, { cwd }: Pick<Shell, 'cwd'>): string {
  return isAbsolute(word) ? resolve(word) : resolve(cwd(), word);
}
