import { join } from 'node:path';
import { deeds, type Journal, type JournalEntry } from '../../../core/journal/journal.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { isCount, isNumber, isShaped, listOf, oneOf } from '../../files/shape.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { jobDirectory } from '../job/jobs.ts';

const isEntry = isShaped<JournalEntry>({ at: isNumber, deed: oneOf(deeds), count: isCount });
const isJournal = isShaped<{ readonly version: 1; readonly entries: Journal }>({
  version: oneOf([1]),
  entries: listOf(isEntry),
});

/** `jobs/<id>/journal.json`, what a session did; empty when there is none or it is damaged: it only informs. */
export function readJournal(paths: Paths, id: string): Journal {
  const read = readJson(fileOf(paths, id), isJournal);
  return read.ok ? read.value.entries : [];
}

/** Only the supervisor writes it. */
export function writeJournal(paths: Paths, id: string, entries: Journal): void {
  writeFileAtomic(fileOf(paths, id), `${JSON.stringify({ version: 1, entries })}\n`, { durable: false });
}

function fileOf(paths: Paths, id: string): string {
  return join(jobDirectory(paths, id), 'journal.json');
}
