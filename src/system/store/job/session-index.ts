import { isRecord } from '../../../core/schema.ts';
import type { Session } from '../../../core/session/session.ts';
import type { Paths } from '../../files/paths.ts';
import { parseJson, readSmallFile } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { build } from '../../programs/version.ts';
import { isJobId } from './jobs.ts';

/** One session as it was read when its job directory had this inode and this time (ms). */
export interface IndexEntry {
  readonly job: Session;
  readonly ino: number;
  readonly changedAt: number;
}

/** Below this the job files themselves are read as fast; of 10 sessions the index saves a start 2 ms of 37. */
export const leastIndexed = 5;

/** 10 000 sessions take 8 MB; what is larger was not written by us. */
const maxIndexBytes = 64 * 1024 * 1024;

/**
 * What `daemon/index.json` holds, by id; nothing when it is missing, damaged or of another build. A cache: who uses
 * an entry compares inode and time with the directory's own.
 */
export function readIndex(paths: Paths): Map<string, IndexEntry> {
  try {
    const text = readSmallFile(paths.index, maxIndexBytes) ?? '';
    const read = parseJson(paths.index, text, isRecord);
    if (!read.ok || read.value['program'] !== build || !Array.isArray(read.value['jobs'])) return new Map();
    return new Map(
      read.value['jobs'].filter(isRow).map(([ino, changedAt, job]) => [job.id, { ino, changedAt, job }]),
    );
  } catch {
    return new Map();
  }
}

/** Writes it; not synced to the disk, since it can be made again. Throws a sentence. */
export function writeIndex(paths: Paths, entries: readonly IndexEntry[]): void {
  const jobs = entries.map(({ ino, changedAt, job }) => [ino, changedAt, job]);
  writeFileAtomic(paths.index, `${JSON.stringify({ program: build, jobs })}\n`, { durable: false });
}

/** The sessions in it were checked when they were read from their own files. */
function isRow(row: unknown): row is readonly [number, number, Session] {
  if (!Array.isArray(row) || typeof row[0] !== 'number' || typeof row[1] !== 'number') return false;
  const job: unknown = row[2];
  return isRecord(job) && typeof job['id'] === 'string' && isJobId(job['id']) && isRecord(job['status']);
}
