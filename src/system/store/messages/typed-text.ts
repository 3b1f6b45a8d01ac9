import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../../files/paths.ts';
import { maxFileBytes, readSmallFile } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { jobDirectory } from '../job/jobs.ts';

const file = (paths: Paths, id: string) => join(jobDirectory(paths, id), 'typed.txt');

/** What we typed into a session's prompt, and could neither send nor take out again: it is nobody's half-written text. */
export function rememberTyped(paths: Paths, id: string, text: string): void {
  writeFileAtomic(file(paths, id), text);
}

export function typedText(paths: Paths, id: string): string | undefined {
  return readSmallFile(file(paths, id), maxFileBytes);
}

export function forgetTyped(paths: Paths, id: string): void {
  rmSync(file(paths, id), { force: true });
}
