import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sessionEnvironment } from '../../../core/lifecycle/foreign-variables.ts';
import { type QueueEntry, queueEntrySchema } from '../../../core/queue/queue.ts';
import { isRecord } from '../../../core/schema.ts';
import { removeOwn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { isJobId, jobDirectory, toJson } from './jobs.ts';

/** Written before the job directory: without one it means nothing, and with one the session waits. Throws a sentence. */
export function enqueue(paths: Paths, entry: QueueEntry): void {
  mkdirSync(paths.queue, { recursive: true, mode: 0o700 });
  writeFileAtomic(fileOf(paths, entry.id), toJson(entry));
}

/** It is started, stopped or removed. The entry goes last: until then a crash leaves nothing behind. */
export function dequeue(paths: Paths, id: string): void {
  removeOwn(paths.home, join(jobDirectory(paths, id), environmentFile));
  removeOwn(paths.home, fileOf(paths, id));
}

export function isQueued(paths: Paths, id: string): boolean {
  return existsSync(fileOf(paths, id));
}

export function queuedReason(paths: Paths, id: string): string | undefined {
  if (!isQueued(paths, id)) return undefined;
  const read = readJson(fileOf(paths, id), queueEntrySchema);
  return read.ok ? read.value.reason : 'its turn comes';
}

/** How many wait; 20 µs when none does. */
export function queuedIds(paths: Paths): readonly string[] {
  try {
    return readdirSync(paths.queue)
      .filter(name => name.endsWith('.json'))
      .map(name => name.slice(0, -'.json'.length))
      .filter(isJobId);
  } catch {
    return [];
  }
}

/** What waits, in no order. One that cannot be read waits all the same. */
export function readQueue(paths: Paths): readonly QueueEntry[] {
  return queuedIds(paths).map(id => {
    const read = readJson(fileOf(paths, id), queueEntrySchema);
    return read.ok ? { ...read.value, id } : { id, at: 0, reason: 'its turn comes' };
  });
}

/** 0600, and gone with the start: it may hold keys, and the supervisor has those of another shell. */
const environmentFile = 'start-environment.json';

/** For the job directory of a session that waits. */
export function waitingEnvironment(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return { [environmentFile]: toJson(sessionEnvironment(env)) };
}

export function readWaitingEnvironment(paths: Paths, id: string): NodeJS.ProcessEnv | undefined {
  const read = readJson(join(jobDirectory(paths, id), environmentFile), isRecord);
  if (!read.ok) return undefined;
  const texts = Object.entries(read.value).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts) as NodeJS.ProcessEnv;
}

function fileOf(paths: Paths, id: string): string {
  if (!isJobId(id)) throw new Error(`"${id}" is not a session id: those are eight hexadecimal digits.`);
  return join(paths.queue, `${id}.json`);
}
