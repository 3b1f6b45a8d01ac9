import { join } from 'node:path';
import { removeOwn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { readSmallFile } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { jobDirectory } from '../job/jobs.ts';

/** Keeps what stood on an agent's screen when it was stopped: on its way out it clears the screen. */
export function keepLastScreen(paths: Paths, id: string, lines: readonly string[]): void {
  writeFileAtomic(fileOf(paths, id), `${lines.join('\n')}\n`, { durable: false });
}

/** Undefined when there is none or it cannot be read. */
export function lastScreen(paths: Paths, id: string): readonly string[] | undefined {
  return readLines(fileOf(paths, id));
}

/** Keeps an agent's output as it was last seen, for when its terminal dies; by the supervisor alone. */
export function keepSeenScreen(paths: Paths, id: string, lines: readonly string[]): void {
  writeFileAtomic(seenFileOf(paths, id), `${lines.join('\n')}\n`, { durable: false });
}

/** Empty when there is none or it cannot be read. */
export function seenScreen(paths: Paths, id: string): readonly string[] {
  return readLines(seenFileOf(paths, id)) ?? [];
}

/** It runs again: what stood there before its end would be taken for that of the next end. */
export function forgetLastScreen(paths: Paths, id: string): void {
  removeOwn(paths.home, fileOf(paths, id));
}

function fileOf(paths: Paths, id: string): string {
  return join(jobDirectory(paths, id), 'last-screen.txt');
}

function seenFileOf(paths: Paths, id: string): string {
  return join(jobDirectory(paths, id), 'seen-screen.txt');
}

function readLines(path: string): readonly string[] | undefined {
  try {
    return readSmallFile(path)?.replace(/\n+$/, '').split('\n');
  } catch {
    return undefined;
  }
}
