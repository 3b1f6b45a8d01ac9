import type { BigIntStats } from 'node:fs';
import { lstatSync, opendirSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentEvent } from '../../../core/events/agent-event.ts';
import { isRecord } from '../../../core/schema.ts';
import { countValues } from '../../files/count-values.ts';
import { directoryProblem } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { maxFileBytes, parseJson, readSmallFile } from '../../files/read-file.ts';
import { errorCode, reasonOf } from '../../files/reason.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { isThere, jobDirectory, toJson } from '../job/jobs.ts';

export interface EventBatch {
  /** Oldest first. */
  readonly events: readonly AgentEvent[];
  /** Why the inbox cannot be read, for the row of its session. */
  readonly problem?: string;
  /** The memory that the events take, about. */
  readonly bytes: number;
  /** There are more, which come with the next look. */
  readonly hasMore: boolean;
  /** Removes their files; call it when what follows from them is recorded, so that a crash loses no event. */
  readonly commit: () => void;
}

/**
 * The events that hooks have dropped into a session's inbox: files named `<anything>.<EventName>.json`. An event
 * whose JSON is bad, or larger than 1 MB, still happened: its data is empty. None when there is no inbox. Never throws:
 * one inbox that cannot be read is no other session's trouble. Of very many, or very large ones, the oldest up to
 * `mostBytes`: an agent that floods its inbox costs time and not memory.
 */
export function takeEvents(paths: Paths, id: string, mostBytes = 16 * 1024 ** 2): EventBatch {
  const inbox = join(jobDirectory(paths, id), 'inbox');
  try {
    return eventsIn(inbox, mostBytes);
  } catch (error) {
    return { ...nothing, problem: `its inbox cannot be read: ${directoryProblem(inbox) ?? reasonOf(error)}` };
  }
}

const nothing: EventBatch = { events: [], bytes: 0, hasMore: false, commit: () => {} };

function eventsIn(inbox: string, mostBytes: number): EventBatch {
  const names = namesIn(inbox);
  if (names.length === 0) return nothing;
  const all = names.filter(name => eventName(name) !== undefined).flatMap(name => fileIn(inbox, name));
  const { events, bytes } = firstOf(inbox, all.sort(byTimeThenName), mostBytes);
  const taken = all.slice(0, events.length).map(file => file.name);
  return {
    events,
    bytes,
    hasMore: events.length < all.length || names.length === mostNames,
    commit: () => removeFiles(inbox, [...taken, ...orphans(inbox, names)]),
  };
}

let dropped = 0;

/** Puts an event of our own into the inbox, as a hook would; `name` is `[A-Za-z0-9_-]+`. Throws a sentence. */
export function dropEvent(
  paths: Paths,
  id: string,
  name: string,
  data: Readonly<Record<string, unknown>>,
): void {
  dropped += 1;
  const file = `agents-${process.pid}-${Date.now()}-${dropped}.${name}.json`;
  writeFileAtomic(join(jobDirectory(paths, id), 'inbox', file), toJson(data), { durable: false });
}

interface EventFile {
  readonly name: string;
  /** ns since the epoch. */
  readonly time: bigint;
  readonly bytes: number;
}

/** A link could lead to files of the person, of which some have names like events. */
function namesIn(inbox: string): string[] {
  try {
    const problem = directoryProblem(inbox);
    if (problem !== undefined && isThere(inbox)) throw new Error(problem);
    return isLarge(inbox) ? firstNames(inbox) : readdirSync(inbox);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && !isThere(inbox)) return [];
    throw error;
  }
}

/** Of an inbox with more than these, the first that the disk gives come first. */
const mostNames = 20_000;

/** A name takes 20 to 80 bytes of a directory. */
function isLarge(directory: string): boolean {
  return lstatSync(directory).size > 256 * 1024;
}

function firstNames(inbox: string): string[] {
  const directory = opendirSync(inbox, { bufferSize: 1024 });
  const names: string[] = [];
  try {
    for (let entry = directory.readSync(); entry && names.length < mostNames; entry = directory.readSync())
      names.push(entry.name);
  } finally {
    directory.closeSync();
  }
  return names;
}

/** Names that begin with a dot are still being written. */
function eventName(file: string): string | undefined {
  return /^[^.].*\.([A-Za-z0-9_-]+)\.json$/.exec(file)?.[1];
}

function fileIn(inbox: string, name: string): EventFile[] {
  const found = statOf(inbox, name);
  if (!found || found.isDirectory()) return [];
  // Larger ones are not read.
  const bytes = found.isFile() && found.size <= maxFileBytes ? Number(found.size) : 0;
  return [{ name, time: found.mtimeNs, bytes }];
}

/** Files of no size cost time too. */
const mostFiles = 2000;

function firstOf(inbox: string, all: readonly EventFile[], mostBytes: number) {
  const events: AgentEvent[] = [];
  let bytes = 0;
  for (const file of all.slice(0, mostFiles)) {
    if (events.length > 0 && bytes + file.bytes > mostBytes) break;
    const { event, memory } = readEvent(inbox, file);
    bytes += memory;
    events.push(event);
    if (bytes > mostBytes) break;
  }
  return { events, bytes };
}

function byTimeThenName(a: EventFile, b: EventFile): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

function readEvent(inbox: string, file: EventFile) {
  // A clock that was ahead, or another machine's: it has happened all the same.
  const at = Math.min(Number(file.time / 1_000_000n), Date.now());
  const { data, memory } = readData(join(inbox, file.name), file.bytes);
  const event: AgentEvent = { name: eventName(file.name) ?? '', at, data };
  return { event, memory };
}

/** No event of an agent has so many values; as objects they take a hundred times the memory of their text. */
const mostValues = 20_000;
const valueBytes = 64;

function readData(path: string, bytes: number): { data: AgentEvent['data']; memory: number } {
  try {
    const text = readSmallFile(path) ?? '';
    const values = countValues(text);
    const read = values > mostValues ? undefined : parseJson(path, text, isRecord);
    return read?.ok ? { data: read.value, memory: bytes + values * valueBytes } : { data: {}, memory: bytes };
  } catch {
    return { data: {}, memory: bytes };
  }
}

/** Temporary files of hooks that were killed; a living one needs milliseconds. */
function orphans(inbox: string, names: readonly string[]): string[] {
  const hourAgo = BigInt(Date.now() - 3_600_000) * 1_000_000n;
  return names.filter(name => {
    const found = name.startsWith('.') ? statOf(inbox, name) : undefined;
    return found?.isFile() && found.mtimeNs < hourAgo;
  });
}

function removeFiles(inbox: string, names: readonly string[]): void {
  if (directoryProblem(inbox) !== undefined) return;
  for (const name of names) {
    try {
      unlinkSync(join(inbox, name));
    } catch {
      // The session was removed meanwhile; an event that comes twice does no harm.
    }
  }
}

function statOf(inbox: string, name: string): BigIntStats | undefined {
  return lstatSync(join(inbox, name), { bigint: true, throwIfNoEntry: false });
}
