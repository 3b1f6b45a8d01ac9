import { join } from 'node:path';
import { type Journal, journalSchema } from '../../../core/journal/journal.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { jobDirectory } from '../job/jobs.ts';

/** `jobs/<id>/journal.json`, what a session did; empty when there is none or it is damaged: it only informs. */
export function readJournal(paths: Paths, id: string): Journal {
  const read = readJson(fileOf(paths, id), journalSchema);
  return read.ok ? read.value.entries : [];
}

/** Only the supervisor writes it. */
export function writeJournal(paths: Paths, id: string, entries: Journal): void {
  writeFileAtomic(fileOf(paths, id), `${JSON.stringify({ version: 1, entries })}\n`, { durable: false });
}

function fileOf(paths: Paths, id: string): string {
  return join(jobDirectory(paths, id), 'journal.json');
}
