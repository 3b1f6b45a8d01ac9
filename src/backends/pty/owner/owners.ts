import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { boolean, count, listOf, number, optional, record, type Typed, text } from '../../../core/schema.ts';
import { removeOwn } from '../../../system/files/own-files.ts';
import { randomHex } from '../../../system/files/random-hex.ts';
import { readJson } from '../../../system/files/read-file.ts';
import { writeFileAtomic } from '../../../system/files/write-file.ts';
import { isAlive, ownHolder } from '../../../system/processes/lock-file.ts';

const processSchema = record({ pid: count, startTime: text, session: optional(count) });

/** A process in which terminals live, as it is on record: who finds it dead ends what it has left. */
const ownerSchema = record({
  // Which process, as in locks.
  pid: count,
  startTime: text,
  bootId: text,
  /** ms since the epoch. */
  since: number,
  /** Others may start sessions in it. */
  takesOthers: boolean,
  /** A terminal was opened in it; until then there is nothing to ask it. */
  hasTerminals: boolean,
  /** The programs of its terminals with what they have started. */
  processes: listOf(processSchema),
  /** Stands in the environment of all of them; versions before had none. */
  mark: optional(text),
});
export type Owner = Typed<typeof ownerSchema>;

/** Where all owners are on record and listen: `$AGENTS_HOME/daemon/pty`. */
export function ownersDirectory(daemon: string): string {
  return join(daemon, 'pty');
}

export function socketOf(directory: string, pid: number | string): string {
  return join(directory, `${pid}.sock`);
}

/** This process, from now on. */
export function thisOwner(since: number, takesOthers: boolean): Owner {
  return { ...ownHolder(), since, takesOthers, hasTerminals: false, processes: [], mark: randomHex(16) };
}

/** Throws a sentence when it cannot be recorded: then nothing may be started, as nobody would end it. */
export function writeOwner(directory: string, owner: Owner): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  writeFileAtomic(fileOf(directory, owner.pid), JSON.stringify(owner), { durable: false });
}

/** Its socket goes first: nobody asks one that is on its way out. */
export function forgetOwner(directory: string, pid: number): void {
  removeOwn(directory, socketOf(directory, pid));
  removeOwn(directory, fileOf(directory, pid));
}

/** All that are on record, dead or alive; what cannot be read is passed over. */
export function readOwners(directory: string): readonly Owner[] {
  return namesIn(directory).flatMap(name => {
    const read = readJson(join(directory, name), ownerSchema);
    return read.ok ? [read.value] : [];
  });
}

export function livingOwners(directory: string): readonly Owner[] {
  return readOwners(directory).filter(isAlive);
}

/** Whether others can start a session somewhere. */
export function takesOthers(directory: string): boolean {
  return livingOwners(directory).some(owner => owner.takesOthers);
}

function fileOf(directory: string, pid: number): string {
  return join(directory, `${pid}.json`);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter(name => /^\d+\.json$/.test(name));
  } catch {
    return [];
  }
}
