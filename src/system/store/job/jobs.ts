import { lstatSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../core/errors/user-error.ts';
import type { Spec } from '../../../core/session/session.ts';
import { liesIn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { randomHex } from '../../files/random-hex.ts';
import { readSmallFile } from '../../files/read-file.ts';
import { errorCode, reasonOf } from '../../files/reason.ts';
import { syncDirectory, writeFileAtomic, writeNewFile } from '../../files/write-file.ts';

const promptFile = 'prompt.md';

/** Tells that the worktree was made with its branch, and an agent may have worked there, whatever became of its `.git`. */
export const readyFile = 'worktree-ready';

/**
 * Records a new session and returns its job directory. It is filled under another name and renamed when it is on
 * the disk, so that nobody sees half of it. Throws a sentence.
 */
export function createJob(
  paths: Paths,
  spec: Spec,
  content: { readonly prompt: string; readonly files: Readonly<Record<string, string>> },
): string {
  const directory = jobDirectory(paths, spec.id);
  const unfinished = join(paths.jobs, `.new-${spec.id}`);
  const files = { ...content.files, 'spec.json': toJson(spec), [promptFile]: content.prompt };
  checkFileNames(Object.keys(files));
  try {
    mkdirSync(unfinished, { mode: 0o700 });
  } catch (error) {
    throw notRecorded(spec, error);
  }
  try {
    fillDirectory(unfinished, files);
    renameSync(unfinished, directory);
    syncDirectory(paths.jobs);
    return directory;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw notRecorded(spec, error);
  }
}

/**
 * Writes what is known of an adopted session again, or that a person had another live elsewhere; else specs stay as they
 * were dispatched.
 */
export function replaceSpec(paths: Paths, spec: Spec): void {
  writeFileAtomic(join(jobDirectory(paths, spec.id), 'spec.json'), toJson(spec), { durable: false });
}

/** Takes a session out of the list and keeps its directory in the trash; returns where. Throws a sentence. */
export function trashJob(paths: Paths, id: string): string {
  const place = join(paths.trash, `${id}-${Date.now()}`);
  if (!liesIn(paths.home, place))
    throw new Error(`Session ${id} was not moved: ${paths.trash} is a link that leads out of ${paths.home}.`);
  try {
    renameSync(jobDirectory(paths, id), place);
    return place;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new UserError('no-session', noSuchSession(id), { cause: error });
    throw new Error(`Session ${id} could not be moved to ${paths.trash}: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/** Eight hexadecimal digits; `createJob` refuses one that is taken. */
export function newId(): string {
  return randomHex(4);
}

/** Where a session is recorded; throws a sentence when `id` is not an id, so that no other path can be made. */
export function jobDirectory(paths: Paths, id: string): string {
  if (!isJobId(id)) throw new Error(`"${id}" is not a session id: those are eight hexadecimal digits.`);
  return join(paths.jobs, id);
}

export function isJobId(text: string): boolean {
  return /^[0-9a-f]{8}$/.test(text);
}

export function noSuchSession(id: string): string {
  return `There is no session ${id}. It may have been removed; agents ls shows what there is.`;
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function fillDirectory(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeNewFile(join(directory, name), text, true);
  for (const name of ['inbox', 'tmp']) mkdirSync(join(directory, name), { mode: 0o700 });
  syncDirectory(directory);
}

function checkFileNames(names: readonly string[]): void {
  const strange = names.find(name => !/^[\w-][\w.-]*$/.test(name) || name === 'inbox' || name === 'tmp');
  if (strange !== undefined) throw new Error(`"${strange}" cannot be the name of a file in a job directory.`);
}

function notRecorded(spec: Spec, error: unknown): Error {
  return new Error(`Session ${spec.id} could not be recorded: ${reasonOf(error)}. Nothing was started.`, {
    cause: error,
  });
}

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The first prompt, whole; empty when there is none. Throws a sentence when it cannot be read. */
export function readPrompt(paths: Paths, id: string): string {
  return readSmallFile(join(jobDirectory(paths, id), promptFile)) ?? '';
}
