import { join } from 'node:path';
import type { Marks } from '../../../core/session/session.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { withFileLock } from '../../processes/lock-file.ts';
import { isMarks } from './job-shapes.ts';
import { isThere, jobDirectory, noSuchSession, toJson } from './jobs.ts';
import { setAside } from './read-session.ts';

/**
 * Changes what the person set and returns all of it. Several views may do so at once: each reads and writes under a
 * lock, so that nothing is lost. Throws a sentence.
 */
export function writeMarks(paths: Paths, id: string, patch: Partial<Omit<Marks, 'version'>>): Marks {
  const directory = jobDirectory(paths, id);
  if (!isThere(directory)) throw new Error(noSuchSession(id));
  const path = join(directory, 'marks.json');
  return withFileLock(join(directory, 'marks.lock'), () => {
    const marks: Marks = { ...marksToChange(path), ...patch, version: 1 };
    writeFileAtomic(path, toJson(marks));
    return marks;
  });
}

/** Damaged marks are set aside and begun anew; marks that cannot be read right now must not be written over. */
function marksToChange(path: string): Marks {
  const read = readJson(path, isMarks);
  if (read.ok) return read.value;
  if (read.why === 'unreadable') throw new Error(read.problem);
  if (read.why === 'damaged') setAside(path, isMarks);
  return { version: 1 };
}
