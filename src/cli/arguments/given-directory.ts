import { homedir } from 'node:os';
import type { Shell } from '../verb.ts';
import { givenPath } from './given-path.ts';

/** The absolute path of a directory named on the command line. Shells leave the `~` of `--cwd=~/shop` as it is. */
export function givenDirectory(word: string, shell: Pick<Shell, 'env' | 'cwd'>): string {
  const home = shell.env['HOME'] || homedir();
  return givenPath(word === '~' || word.startsWith('~/') ? home + word.slice(1) : word, shell);
}
