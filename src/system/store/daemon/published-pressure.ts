import { join } from 'node:path';
import { number, record, text } from '../../../core/schema.ts';
import { removeOwn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { isWithin } from '../../machine/clock-jump.ts';
import { toJson } from '../job/jobs.ts';

const published = record({
  /** ms since the epoch. */
  at: number,
  reason: text,
});

/** What is older than this says nothing any more: the supervisor may have died. */
const freshMs = 30_000;

/**
 * What the supervisor alone can tell, since it takes two looks or a program: that swap grows, or macOS's memory. By
 * the supervisor alone; undefined takes it back.
 */
export function publishPressure(paths: Paths, reason: string | undefined): void {
  if (reason === undefined) removeOwn(paths.home, fileOf(paths));
  else writeFileAtomic(fileOf(paths), toJson({ at: Date.now(), reason }), { durable: false });
}

export function publishedPressure(paths: Paths): string | undefined {
  const read = readJson(fileOf(paths), published);
  return read.ok && isWithin(freshMs, read.value.at) ? read.value.reason : undefined;
}

function fileOf(paths: Paths): string {
  return join(paths.daemon, 'pressure.json');
}
