import { join } from 'node:path';
import type { Status } from '../../../core/session/session.ts';
import type { Paths } from '../../files/paths.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { isThere, jobDirectory, toJson } from './jobs.ts';
import { recordOf } from './status-record.ts';

/**
 * Records what the supervisor concluded; only the supervisor does. Not synced to the disk, since it can be found
 * again. False when the session has been removed meanwhile; throws a sentence for other failures.
 */
export function writeStatus(paths: Paths, status: Status): boolean {
  const directory = jobDirectory(paths, status.id);
  try {
    writeFileAtomic(join(directory, 'state.json'), toJson(recordOf(status)), { durable: false });
    return true;
  } catch (error) {
    if (!isThere(directory)) return false;
    throw error;
  }
}
