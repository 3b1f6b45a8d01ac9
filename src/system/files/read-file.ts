import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { errorCode, reasonOf } from './reason.ts';

export interface ReadOptions {
  /** For a file the person may keep elsewhere and link to, such as settings in a dotfiles repository. */
  readonly followLinks?: boolean;
  /** For a file that is mostly there: nobody looks first, and it costs an exception where it is missing. */
  readonly isExpected?: boolean;
}

/** 1 MB: nothing of ours is larger, and larger JSON is not parsed. */
export const maxFileBytes = 1024 * 1024;

/**
 * The text of a regular file of this user (or root's), undefined when it does not exist. Throws a sentence for a link,
 * a pipe, another user's file, more than `maxBytes`, and when it cannot be read.
 */
export function readSmallFile(
  path: string,
  maxBytes = maxFileBytes,
  options: ReadOptions = {},
): string | undefined {
  try {
    return readChecked(path, maxBytes, options);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(`${path} could not be read: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * The text of a regular file of any owner, links followed; undefined for anything else, for more than `maxBytes`,
 * and when it cannot be read. For files of other programs: never waits and never throws.
 */
export function readText(path: string, maxBytes = maxFileBytes): string | undefined {
  try {
    const descriptor = openSync(path, openFlags);
    try {
      const found = fstatSync(descriptor);
      return found.isFile() && found.size <= maxBytes ? textOf(descriptor, found.size, maxBytes) : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

export type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly why: Failure };

/** `unreadable` may pass by itself (too many open files); `damaged` will not. */
export type Failure = 'missing' | 'unreadable' | 'damaged';

/** Reads JSON and checks its shape; never throws, the problem is a sentence that names the file. */
export function readJson<T>(
  path: string,
  check: (value: unknown) => value is T,
  options: ReadOptions = {},
): ReadResult<T> {
  try {
    const text = readSmallFile(path, maxFileBytes, options);
    if (text === undefined) return { ok: false, problem: `${path} does not exist.`, why: 'missing' };
    return parseJson(path, text, check);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    // A link where a file of ours should be (ELOOP) will not go away by itself.
    const mayPass = errorCode(cause) !== undefined && errorCode(cause) !== 'ELOOP';
    return { ok: false, problem: reasonOf(error), why: mayPass ? 'unreadable' : 'damaged' };
  }
}

/** The same for text that was read already. */
export function parseJson<T>(
  path: string,
  text: string,
  check: (value: unknown) => value is T,
): ReadResult<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: `${path} does not hold valid JSON.`, why: 'damaged' };
  }
  if (check(value)) return { ok: true, value };
  return { ok: false, problem: `${path} holds JSON of another shape than expected.`, why: 'damaged' };
}

// Without O_NONBLOCK the opening of a named pipe waits for a writer.
const openFlags = constants.O_RDONLY | constants.O_NONBLOCK;

const self = process.geteuid?.();

function readChecked(
  path: string,
  maxBytes: number,
  { followLinks = false, isExpected = false }: ReadOptions,
): string | undefined {
  // A missing file is usual, and an exception costs ten times what this look costs.
  const look = followLinks ? statSync : lstatSync;
  if (!isExpected && !look(path, { throwIfNoEntry: false })) return undefined;
  const descriptor = openSync(path, openFlags | (followLinks ? 0 : constants.O_NOFOLLOW));
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw new Error('it is not a regular file');
    if (self !== undefined && found.uid !== self && found.uid !== 0) {
      throw new Error(`it belongs to another user (uid ${found.uid})`);
    }
    if (found.size > maxBytes) throw new Error(`it has ${found.size} bytes, more than ${maxBytes}`);
    return textOf(descriptor, found.size, maxBytes);
  } finally {
    closeSync(descriptor);
  }
}

/** With one call where Node's own takes three: with many sessions that is most of what a start does. */
function textOf(descriptor: number, size: number, maxBytes: number): string {
  const buffer = Buffer.allocUnsafe(size + 1);
  const length = readSync(descriptor, buffer, 0, size + 1, 0);
  // Another size than a moment ago: someone is writing it in place.
  return length === size ? buffer.toString('utf8', 0, length) : allOf(descriptor, maxBytes);
}

/** To its end, however it grows meanwhile. */
function allOf(descriptor: number, maxBytes: number): string {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const read = readSync(descriptor, chunk, 0, chunk.length, length);
    if (read === 0) return Buffer.concat(chunks).toString('utf8');
    chunks.push(chunk.subarray(0, read));
    length += read;
    if (length > maxBytes) throw new Error(`it has more than ${maxBytes} bytes`);
  }
}
