import { type BigIntStats, linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import { UserError } from '../../core/errors/user-error.ts';
import { count, record, type Typed, text } from '../../core/schema.ts';
import { parseJson, readSmallFile } from '../files/read-file.ts';
import { errorCode, reasonOf } from '../files/reason.ts';
import { temporaryPath, writeNewFile } from '../files/write-file.ts';
import { bootId } from './boot.ts';
import { processStart } from './process-start.ts';

/** Which process, beyond doubt: a pid is used again after its process, and all of them after a boot. */
export type Holder = Typed<typeof holderSchema>;
export const holderSchema = record({
  pid: count,
  /** From `processStart`. */
  startTime: text,
  bootId: text,
});

export type Claim = { readonly taken: true } | { readonly taken: false; readonly heldBy: Holder };

/** This process. */
export function ownHolder(): Holder {
  return { pid: process.pid, startTime: processStart(process.pid) ?? '', bootId: bootId() };
}

export function isAlive(holder: Holder): boolean {
  return holder.bootId === bootId() && processStart(holder.pid) === holder.startTime;
}

/**
 * Runs `action` while no other process does so under the same path; throws a sentence
 * after 2 s of waiting, or `limitMs`.
 */
export function withFileLock<T>(path: string, action: () => T, limitMs = 2000): T {
  for (let waitedMs = 0; !claimFile(path, ownHolder()).taken; waitedMs += 2) {
    if (waitedMs > limitMs) throw heldError(path);
    pause(2);
  }
  try {
    return action();
  } finally {
    unlinkSync(path);
  }
}

/**
 * The same for work that takes time, and for several callers within one process; it asks again every 15 ms. A claim
 * that was removed with its directory is no complaint.
 */
export async function withClaim<T>(path: string, limitMs: number, action: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + limitMs;
  while (!claimFile(path, ownHolder()).taken) {
    if (performance.now() > deadline) throw heldError(path);
    await new Promise(resolve => setTimeout(resolve, 15));
  }
  try {
    return await action();
  } finally {
    removeIfThere(path);
  }
}

function heldError(path: string): UserError {
  return new UserError('busy', `${path} is held by another process.`, { advice: 'Try again.' });
}

/**
 * Takes the lock file unless a living process holds it. It appears with its whole content (a link to a finished
 * file), and what a dead process left is replaced by one contender only. Throws a sentence when it cannot be made.
 */
export function claimFile(path: string, holder: Holder): Claim {
  const temporary = temporaryPath(path);
  try {
    writeNewFile(temporary, JSON.stringify(holder), false);
    return claimWith(temporary, path);
  } catch (error) {
    throw new Error(`The lock ${path} could not be taken: ${reasonOf(error)}.`, { cause: error });
  } finally {
    removeIfThere(temporary);
  }
}

/** Who stands in the lock file, dead or alive; undefined when there is none or its content makes no sense. */
export function readHolder(path: string): Holder | undefined {
  const text = readSmallFile(path, 10_000);
  const read = text === undefined ? undefined : parseJson(path, text, holderSchema);
  return read?.ok ? read.value : undefined;
}

function claimWith(temporary: string, path: string): Claim {
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (tryLink(temporary, path)) return { taken: true };
    const holder = readHolder(path);
    if (holder && isAlive(holder)) return { taken: false, heldBy: holder };
    if (replaceStale(temporary, path)) return { taken: true };
  }
  throw new Error('other processes kept changing it');
}

/**
 * Only who holds the guard may replace a stale lock, so that nobody removes the fresh lock of another contender who
 * came to the same status a moment earlier.
 */
function replaceStale(temporary: string, path: string): boolean {
  const guard = `${path}.steal`;
  if (!tryLink(temporary, guard)) {
    removeDeadGuard(guard);
    pause(1);
    return false;
  }
  try {
    if (!staleFile(path)) return false;
    renameSync(temporary, path);
    return true;
  } finally {
    removeIfThere(guard);
  }
}

/**
 * The file, when nobody who lives holds it. Looked at before and after it was read: it may have gone, and another
 * contender's may have come.
 */
function staleFile(path: string): BigIntStats | undefined {
  const look = () => lstatSync(path, { bigint: true, throwIfNoEntry: false });
  const before = look();
  const holder = readHolder(path);
  const after = look();
  const isSame = before !== undefined && before.ino === after?.ino && before.ctimeNs === after.ctimeNs;
  return isSame && !(holder && isAlive(holder)) ? before : undefined;
}

/** A contender was killed while it held the guard, a matter of microseconds: what is moved is looked at again. */
function removeDeadGuard(guard: string): void {
  const seen = staleFile(guard);
  if (!seen) return;
  const aside = temporaryPath(guard);
  try {
    renameSync(guard, aside);
    if (lstatSync(aside, { bigint: true }).ino !== seen.ino) linkSync(aside, guard);
  } catch {
    // Another contender removed it first.
  }
  removeIfThere(aside);
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, which is what was wanted.
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
