import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { maxFileBytes } from './read-file.ts';
import { errorCode, reasonOf } from './reason.ts';

export interface GivenOptions {
  /** Default 1 MB. More is an error. */
  readonly maxBytes?: number;
  /** How long a pipe may give nothing; default 20 s, and 2 s while nobody has opened it for writing. */
  readonly silenceMs?: number;
  readonly openMs?: number;
  /** How long a pipe may take in all, however often it gives something; default a minute. */
  readonly mostMs?: number;
}

/**
 * The text of a file that a person names: a regular file, or a pipe such as `<(command)` of a shell. Rejects with a
 * reason that ends a sentence for anything else, for what is too long, and for a pipe that gives nothing or does not end.
 */
export async function readGiven(path: string, options: GivenOptions = {}): Promise<string> {
  const { maxBytes = maxFileBytes } = options;
  // Without O_NONBLOCK the opening of a named pipe waits for a writer.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(descriptor);
    if (found.isDirectory()) throw new Error('it is a directory');
    if (!found.isFile() && !found.isFIFO()) throw new Error('it is neither a file nor a pipe');
    if (found.size > maxBytes) throw new Error(tooLong(maxBytes));
    const isPipe = found.isFIFO();
    return await allOf(descriptor, { ...options, maxBytes, isPipe });
  } finally {
    closeSync(descriptor);
  }
}

export function tooLong(maxBytes: number): string {
  return `it is longer than ${maxBytes / 1024 ** 2} MB`;
}

export function notEnded(mostMs: number): string {
  return `it is a pipe that did not end within ${mostMs < 60_000 ? `${mostMs / 1000} s` : `${mostMs / 60_000} min`}`;
}

interface Source extends GivenOptions {
  readonly maxBytes: number;
  readonly isPipe: boolean;
}

async function allOf(descriptor: number, source: Source): Promise<string> {
  const { maxBytes, isPipe, silenceMs = 20_000, openMs = 2000, mostMs = 60_000 } = source;
  const chunks: Buffer[] = [];
  let length = 0;
  const startedAt = performance.now();
  let heardAt = startedAt;
  for (;;) {
    if (isPipe && performance.now() - startedAt > mostMs) throw new Error(notEnded(mostMs));
    const chunk = readSome(descriptor);
    if (chunk !== 'nothing-yet' && chunk.length > 0) {
      chunks.push(chunk);
      length += chunk.length;
      heardAt = performance.now();
      if (length > maxBytes) throw new Error(tooLong(maxBytes));
      continue;
    }
    // A pipe that nobody has opened for writing ends before it has begun.
    const hasEnded = chunk !== 'nothing-yet' && (!isPipe || length > 0);
    if (hasEnded) return Buffer.concat(chunks).toString('utf8');
    const quietMs = chunk === 'nothing-yet' ? silenceMs : openMs;
    if (performance.now() - heardAt > quietMs)
      throw new Error(`it is a pipe that gave nothing for ${quietMs / 1000} s`);
    await wait(10);
  }
}

function readSome(descriptor: number): Buffer | 'nothing-yet' {
  const buffer = Buffer.allocUnsafe(64 * 1024);
  try {
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, null));
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return 'nothing-yet';
    throw new Error(reasonOf(error), { cause: error });
  }
}
