import { statSync } from 'node:fs';
import { riskyMeaning, riskyModeIn } from '../../core/lifecycle/risky-modes.ts';
import { isAccepted } from '../../system/store/daemon/accepted-modes.ts';
import type { RecordsWorld } from '../context/records-world.ts';

/** Why nothing can start in a directory, as a sentence; undefined: it can. */
export function directoryProblem(cwd: string): string | undefined {
  const found = statSync(cwd, { throwIfNoEntry: false });
  if (!found) return `The directory ${cwd} does not exist.`;
  return found.isDirectory() ? undefined : `${cwd} is not a directory.`;
}

/** A session runs unwatched: a mode that never asks needs a person who has accepted it. */
export function riskyModeProblem(
  { paths, env }: Pick<RecordsWorld, 'paths' | 'env'>,
  words: readonly string[],
  name: string,
): string | undefined {
  const mode = riskyModeIn(words);
  if (mode === undefined || isAccepted(paths, env, mode)) return undefined;
  return (
    `${name} would run unwatched in the mode ${mode}: it ${riskyMeaning[mode]}. ` +
    `Accept that once in a terminal: agents accept ${mode}.`
  );
}
