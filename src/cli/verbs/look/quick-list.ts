import { existsSync } from 'node:fs';
import { recordSource } from '../../../operations/source/record-source.ts';
import { fullDiskProblem } from '../../../system/files/full-disk.ts';
import { statePaths } from '../../../system/files/paths.ts';
import { readLock } from '../../../system/store/daemon/supervisor-lock.ts';
import { printSessions } from '../../output/session-table.ts';
import type { Shell } from '../../verb.ts';

/**
 * `agents list` from the records alone, where there is nothing else to say or to do: no settings, a supervisor that
 * lives, nothing damaged, room on the disk. Undefined otherwise, and nothing is printed then.
 */
export async function quickList(words: readonly string[], shell: Shell): Promise<number | undefined> {
  const paths = statePaths(shell.env);
  if (existsSync(paths.settings) || !readLock(paths)?.alive || fullDiskProblem(paths.home)) return undefined;
  const { sessions, bad } = recordSource(paths).read();
  return bad.length > 0 ? undefined : printSessions(words, shell, sessions);
}
