import { existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeOwn } from '../files/own-files.ts';
import type { Paths } from '../files/paths.ts';
import { readText } from '../files/read-file.ts';
import { isAlive, ownHolder, readHolder } from '../processes/lock-file.ts';
import { findProgram } from './find-program.ts';

const prefix = 'draft-';
/** Beside the text: which view waits for it. */
const ownerFile = 'owner.json';
/** What names no view is left over for certain when it is this old. */
const oldMs = 24 * 60 * 60_000;

/** A file with the text, for an editor; ends in `.md`, so that editors know what it is. */
export function draftFile(paths: Paths, text: string): string {
  const directory = mkdtempSync(join(paths.home, prefix));
  writeFileSync(join(directory, ownerFile), JSON.stringify(ownHolder()), { mode: 0o600 });
  const file = join(directory, 'prompt.md');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** Removes the drafts of views that were killed while an editor was open, with what editors left beside them. Never throws. */
export function removeDeadDrafts(paths: Paths, now: number): void {
  for (const name of namesIn(paths.home)) {
    const directory = join(paths.home, name);
    if (isLeftOver(directory, now)) removeOwn(paths.home, directory, { recursive: true });
  }
}

function isLeftOver(directory: string, now: number): boolean {
  try {
    const owner = readHolder(join(directory, ownerFile));
    return owner ? !isAlive(owner) : now - statSync(directory).mtimeMs > oldMs;
  } catch {
    return false;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter(name => name.startsWith(prefix));
  } catch {
    return [];
  }
}

/** $VISUAL, $EDITOR or vi, as git does it: their words may hold options. Throws a sentence when there is none. */
export function editorCommand(env: NodeJS.ProcessEnv, file: string): readonly string[] {
  const editor = env['VISUAL'] || env['EDITOR'] || ['vi', 'nano'].find(name => findProgram(name, env));
  if (!editor) throw new Error('No editor was found. Set VISUAL or EDITOR to the command of yours.');
  return ['/bin/sh', '-c', `${editor} "$1"`, 'sh', file];
}

/**
 * What the editor left, without the newline that editors add at the end; the file is removed, and stays only where it is
 * too long to be read. Throws a sentence.
 */
export function takeDraft(paths: Paths, file: string): string {
  const text = readText(file)?.replace(/\n$/, '');
  const isThere = existsSync(file);
  if (text !== undefined || !isThere) removeOwn(paths.home, dirname(file), { recursive: true });
  if (text !== undefined) return text;
  throw new Error(
    isThere
      ? `The text in ${file} could not be read: it is longer than 1 MB.`
      : 'The editor left no text; the line is as it was.',
  );
}
