import { readSmallFile } from '../../system/files/read-file.ts';

/**
 * By when lifetimes run out; ms since the epoch. AGENTS_CLOCK_FILE, for tests, names a file with the ms by which it is
 * ahead, since no test can wait for an hour. Nothing else goes by it: what happened when, and in which order, is told by
 * the files and events of other programs too, which only know the real time.
 */
export function lifetimeClock({ AGENTS_CLOCK_FILE: file }: NodeJS.ProcessEnv): () => number {
  return file ? () => Date.now() + aheadMs(file) : Date.now;
}

function aheadMs(file: string): number {
  try {
    return Number(readSmallFile(file)) || 0;
  } catch {
    return 0;
  }
}

/** For what lasts, since the clock can be set: the ms since this process began, as far ahead. */
export function steadyClock({ AGENTS_CLOCK_FILE: file }: NodeJS.ProcessEnv): () => number {
  return () => performance.now() + (file ? aheadMs(file) : 0);
}
