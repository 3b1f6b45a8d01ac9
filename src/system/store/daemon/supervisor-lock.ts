import { closeSync, fstatSync, futimesSync, openSync, statSync, unlinkSync } from 'node:fs';
import { number, record, type Typed, text } from '../../../core/schema.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { reasonOf } from '../../files/reason.ts';
import { isWithin } from '../../machine/clock-jump.ts';
import { claimFile, holderSchema, isAlive, ownHolder } from '../../processes/lock-file.ts';

/** Who keeps input: what stands in `daemon/lock`. */
export type Identity = Typed<typeof identitySchema>;
const identitySchema = record({
  ...holderSchema.fields,
  /** Version of agents. */
  version: text,
  /** ms since the epoch. */
  startedAt: number,
});

export interface Lock {
  /** False once the file was removed or replaced by anybody: the supervisor must then end. 5 µs. */
  readonly stillHeld: () => boolean;
  /** Says that a round is done, by the time of the file; written at most every 4 s. */
  readonly beat: () => void;
  /** Removes the file if it is still this lock. */
  readonly release: () => void;
}

/**
 * Makes this process the only supervisor, or says which one there is; what `identity` leaves out is that of this
 * process. Throws a sentence when the lock cannot be made.
 */
export function takeLock(
  paths: Paths,
  identity: Partial<Identity> & { readonly version: string },
): Lock | { readonly heldBy: Identity } {
  const holder: Identity = { ...ownHolder(), startedAt: Date.now(), ...identity };
  const claim = claimFile(paths.lock, holder);
  if (claim.taken) return heldLock(paths.lock);
  return {
    heldBy: identitySchema(claim.heldBy) ? claim.heldBy : { ...claim.heldBy, version: '', startedAt: 0 },
  };
}

export interface FoundLock {
  readonly holder: Identity;
  readonly alive: boolean;
  /** When it was taken, or a round was last done; ms since the epoch. */
  readonly beatAt: number;
}

/** Who holds the lock and whether that process still runs; undefined when nobody ever took it or it was released. */
export function readLock(paths: Paths): FoundLock | undefined {
  const read = readJson(paths.lock, identitySchema);
  if (!read.ok) return undefined;
  const beatAt = statSync(paths.lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return { holder: read.value, alive: isAlive(read.value), beatAt };
}

/** A round takes less than a second, and there is one every 8 s; a slow disk gets this long. */
const hangsMs = 60_000;

/** Its process is there and does nothing. Right after the machine has slept it only seems so: nudge it and look again. */
export function seemsHung(lock: FoundLock | undefined): boolean {
  return lock?.alive === true && !isWithin(hangsMs, lock.beatAt);
}

const beatMs = 4000;

/** The open file keeps its inode number from being given to a lock that another process makes. */
function heldLock(path: string): Lock {
  const descriptor = openLock(path);
  const { ino, dev } = fstatSync(descriptor);
  const stillHeld = () => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.ino === ino && found.dev === dev;
  };
  let open = true;
  let beatAt = Number.NEGATIVE_INFINITY;
  const beat = () => {
    if (!open || performance.now() - beatAt < beatMs) return;
    beatAt = performance.now();
    const now = Date.now();
    try {
      futimesSync(descriptor, now / 1000, now / 1000);
    } catch {
      // A disk that has become read-only is told of by what else cannot be written.
    }
  };
  const release = () => {
    if (!open) return;
    open = false;
    if (stillHeld()) unlinkSync(path);
    closeSync(descriptor);
  };
  return { stillHeld, beat, release };
}

function openLock(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new Error(`The lock ${path} was taken and is gone: ${reasonOf(error)}. Try again.`, {
      cause: error,
    });
  }
}
