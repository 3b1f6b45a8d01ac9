import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Paths } from '../files/paths.ts';
import { readText } from '../files/read-file.ts';
import { findProgram } from './find-program.ts';

/** A file with the text, for an editor; ends in `.md`, so that editors know what it is. */
export function draftFile(paths: Paths, text: string): string {
  const file = join(mkdtempSync(join(paths.home, 'draft-')), 'prompt.md');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** $VISUAL, $EDITOR or vi, as git does it: their words may hold options. Throws a sentence when there is none. */
export function editorCommand(env: NodeJS.ProcessEnv, file: string): readonly string[] {
  const editor = env['VISUAL'] || env['EDITOR'] || ['vi', 'nano'].find(name => findProgram(name, env));
  if (!editor) throw new Error('No editor was found. Set VISUAL or EDITOR to the command of yours.');
  return ['/bin/sh', '-c', `${editor} "$1"`, 'sh', file];
}

/** What the editor left, without the newline that editors add at the end; the file is removed. */
export function takeDraft(file: string): string {
  const text = readText(file)?.replace(/\n$/, '');
  if (text === undefined)
    throw new Error(`The text in ${file} could not be read: it is longer than 1 MB, or gone.`);
  rmSync(dirname(file), { recursive: true, force: true });
  return text;
}
