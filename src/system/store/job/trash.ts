import { readdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  absolutePath,
  number,
  optional,
  record,
  type Typed,
  text,
  versionOne,
} from '../../../core/schema.ts';
import { type Spec, specSchema, userStateSchema } from '../../../core/session/session.ts';
import { directoryProblem } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { isJobId, toJson } from './jobs.ts';

/** Fourteen days: so long what was deleted can be brought back. */
export const keptMs = 14 * 24 * 60 * 60 * 1000;

/** `trash/<id>-<ms>/trashed.json`: what became of the worktree. */
export type Trashed = Typed<typeof trashedSchema>;
const trashedSchema = record({
  version: versionOne,
  /** Where the worktree lies now. */
  worktree: absolutePath,
  /** The branch that it was on. */
  branch: optional(text),
  /** "3 uncommitted files and 2 unpushed commits", or empty. */
  words: text,
});

/** A deleted session. */
export interface TrashEntry {
  readonly id: string;
  /** Its job directory in the trash. */
  readonly directory: string;
  /** When it was deleted; ms since the epoch. */
  readonly at: number;
  /** With the name that it had last. */
  readonly spec: Spec;
  readonly trashed?: Trashed;
}

/** What is in the trash, latest first. Records that cannot be read are passed over. */
export function readTrash(paths: Paths): readonly TrashEntry[] {
  return trashPlaces(paths)
    .filter(({ directory }) => directoryProblem(directory) === undefined)
    .flatMap(({ directory, id, at }) => {
      const spec = readJson(join(directory, 'spec.json'), specSchema);
      if (!spec.ok) return [];
      const trashed = readTrashed(directory);
      const userState = readJson(join(directory, 'marks.json'), userStateSchema);
      // The name that the person gave it is the one that is looked for.
      const name = (userState.ok ? userState.value.name : undefined) ?? spec.value.name;
      return [{ id, directory, at, spec: { ...spec.value, name }, ...(trashed && { trashed }) }];
    })
    .sort((a, b) => b.at - a.at);
}

export interface TrashPlace {
  readonly id: string;
  readonly directory: string;
  readonly at: number;
}

/** Every directory in the trash, readable or not. */
export function trashPlaces(paths: Paths): readonly TrashPlace[] {
  return readdirSync(paths.trash).flatMap(name => {
    const [id = '', time = ''] = name.split('-');
    const at = Number(time);
    return isJobId(id) && number(at) && time !== '' ? [{ id, at, directory: join(paths.trash, name) }] : [];
  });
}

/**
 * Whether a worktree lies where ours go when they are deleted: next to its record, or in the trash of its repository
 * under the same name. What a record names can have been changed, and a link could lead to a worktree of the person.
 */
export function isInTrash(
  worktree: string,
  { directory, repository }: { readonly directory: string; readonly repository: string },
): boolean {
  const places = [
    { home: directory, below: 'worktree' },
    { home: repository, below: join('.agents', 'trash', basename(directory)) },
  ];
  const place = places.find(({ home, below }) => join(home, below) === worktree);
  if (!place || directoryProblem(worktree) !== undefined) return false;
  return realpathSync(worktree) === join(realpathSync(place.home), place.below);
}

export function readTrashed(directory: string): Trashed | undefined {
  const read = readJson(join(directory, trashedFile), trashedSchema);
  return read.ok ? read.value : undefined;
}

export function writeTrashed(directory: string, trashed: Trashed): void {
  writeFileAtomic(join(directory, trashedFile), toJson(trashed));
}

export const trashedFile = 'trashed.json';
