import { openWorld } from '../../../operations/context/world.ts';
import { printSessions } from '../../output/session-table.ts';
import type { Shell } from '../../verb.ts';
import { readRows } from '../../words.ts';

/** `agents list`, with words about settings and records that are wrong, and a supervisor where none runs. */
export async function list(words: readonly string[], shell: Shell): Promise<number> {
  return printSessions(words, shell, readRows({ shell, world: openWorld(shell.env, shell) }));
}
