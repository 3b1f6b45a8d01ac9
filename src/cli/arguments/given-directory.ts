import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** The absolute path of a directory named on the command line. Shells leave the `~` of `--cwd=~/shop` as it is. */
export function givenDirectory(word: string, env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] || homedir();
  return resolve(word === '~' || word.startsWith('~/') ? home + word.slice(1) : word);
}
