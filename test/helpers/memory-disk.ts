import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux has a disk in memory. Its name is short: paths stand on screens and in names that are cut. */
export const memoryDisk = '/dev/shm';
const leastFreeBytes = 2 * 2 ** 30;
const staleMs = 24 * 60 * 60 * 1000;

/**
 * Has everything scratch lie in memory where there is room: records are written through to the disk, thousands of times
 * in a run, which tests nothing and takes a sixth of its time. A TMPDIR of the person's stays. Returns what ends it.
 */
export function moveToMemoryDisk(): () => void {
  if (process.env['TMPDIR'] || !hasRoom() || !canRunPrograms()) return () => {};
  removeStale();
  process.env['TMPDIR'] = memoryDisk;
  return () => {
    delete process.env['TMPDIR'];
  };
}

/** What runs have left that were killed in the middle; homes, in which something may still run, are for `sweepHomes`. */
function removeStale(): void {
  for (const name of readdirSync(memoryDisk)) {
    const path = join(memoryDisk, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    const isOurs = /^agents-(?!home-)/.test(name) && stats?.uid === process.getuid?.();
    if (isOurs && stats && Date.now() - stats.mtimeMs > staleMs)
      rmSync(path, { recursive: true, force: true });
  }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memoryDisk);
    return bavail * bsize >= leastFreeBytes;
  } catch {
    return false;
  }
}

/** In containers nothing may be executed there. */
function canRunPrograms(): boolean {
  try {
    const directory = mkdtempSync(join(memoryDisk, 'agents-try-'));
    const script = join(directory, 'try');
    writeFileSync(script, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const { status } = spawnSync(script);
    rmSync(directory, { recursive: true });
    return status === 0;
  } catch {
    return false;
  }
}
