import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../../files/paths.ts';
import { errorCode, reasonOf } from '../../files/reason.ts';

/**
 * Whether anything in the state directory bears an id: a record whatever state it is in, damaged, half written, under
 * another name or deleted, a place in the queue, or a row that was taken away. Throws a sentence when that cannot be told.
 */
export function readRecordedIds(paths: Paths): (id: string) => boolean {
  const directories = [paths.jobs, paths.queue, paths.trash, join(paths.daemon, 'dismissed')];
  // Twice: one that is brought back from the trash meanwhile is seen in one of both.
  const names = [...directories.flatMap(namesIn), ...namesIn(paths.jobs)].join('\n');
  return id => names.includes(id);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    const sentence = `What is on record in ${directory} could not be read: ${reasonOf(error)}. So nothing is ended.`;
    throw new Error(sentence, { cause: error });
  }
}
