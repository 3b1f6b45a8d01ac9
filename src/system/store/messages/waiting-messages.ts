import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { directoryProblem } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { maxFileBytes, readSmallFile } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { isThere, jobDirectory } from '../job/jobs.ts';

/** A message that waits in `jobs/<id>/outbox/` until its session can take it. */
export interface WaitingMessage {
  readonly file: string;
  /** Someone has begun to send it; ms since the epoch. Whether it arrived must be looked up. */
  readonly sendingSince?: number;
}

let written = 0;

/** Keeps a message; it is on the disk when this returns. Gives its file. Throws a sentence. */
export function addMessage(paths: Paths, id: string, text: string): string {
  const directory = directoryOf(paths, id);
  const problem = messagesProblem(paths, id);
  if (problem !== undefined) throw new Error(`The message was not kept: ${problem}. Move ${directory} away.`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  written += 1;
  // Sent in the order in which they were written.
  const order = `${Date.now()}`.padStart(15, '0');
  const file = join(directory, `${order}-${process.pid}-${written}.md`);
  writeFileAtomic(file, text);
  return file;
}

/** Why nothing can be kept in the outbox of a session; undefined when it can. */
export function messagesProblem(paths: Paths, id: string): string | undefined {
  const directory = directoryOf(paths, id);
  const problem = isThere(directory) ? directoryProblem(directory) : undefined;
  return problem && `its outbox cannot be read: ${problem}`;
}

/** What waits, oldest first; 10 µs where nothing ever did. Nothing when it cannot be read: its row says so. */
export function readMessages(paths: Paths, id: string): readonly WaitingMessage[] {
  const directory = directoryOf(paths, id);
  const names = namesIn(directory).filter(name => /^\d+-\d+-\d+\.(md|sending)$/.test(name));
  return names.sort().map(name => {
    const file = join(directory, name);
    if (!name.endsWith('.sending')) return { file };
    return { file, sendingSince: statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? 0 };
  });
}

function namesIn(directory: string): readonly string[] {
  try {
    if (!isThere(directory) || directoryProblem(directory) !== undefined) return [];
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function directoryOf(paths: Paths, id: string): string {
  return join(jobDirectory(paths, id), 'outbox');
}

/** Throws a sentence when it cannot be read. */
export function readMessage(file: string): string | undefined {
  return readSmallFile(file, maxFileBytes);
}

/** Takes a message for sending: the file's new name, or undefined when someone else took it or took it back. */
export function takeMessage(file: string): string | undefined {
  return renamed(file, file.replace(/\.md$/, '.sending'));
}

/** It did not go in: it waits again. */
export function putBack(file: string): void {
  renamed(file, file.replace(/\.sending$/, '.md'));
}

/** Whether a message is still to be sent, or is being sent. */
export function isWaiting(file: string): boolean {
  return existsSync(file) || existsSync(file.replace(/\.md$/, '.sending'));
}

export function dropMessage(file: string): void {
  rmSync(file, { force: true });
}

/** What stands in its place is no message, and is kept. */
export function setMessageAside(file: string): void {
  renamed(file, `${file}.bad-${Date.now()}`);
}

/** It was typed, and not seen to be taken: the one who waits for it is told so. */
export function keepUnconfirmed(file: string): void {
  renamed(file, file.replace(/\.sending$/, '.unconfirmed'));
}

/** Whether a message was typed with no sign that it was taken; told once. */
export function takeUnconfirmed(file: string): boolean {
  const kept = file.replace(/\.md$/, '.unconfirmed');
  if (!existsSync(kept)) return false;
  rmSync(kept, { force: true });
  return true;
}

function renamed(from: string, to: string): string | undefined {
  try {
    renameSync(from, to);
    return to;
  } catch {
    return undefined;
  }
}
