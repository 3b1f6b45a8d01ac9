import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux has a disk in memory. */
export const memoryDisk = '/dev/shm';
const name = /^agents-tests-(\d+)$/;
const leastFreeBytes = 2 * 2 ** 30;

/**
 * Has everything scratch lie in memory where there is room: records are written through to the disk, thousands of times
 * in a run, which tests nothing and takes a sixth of its time. A TMPDIR of the person's stays. Returns what ends it.
 */
export function moveToMemoryDisk(): () => void {
  if (process.env['TMPDIR'] || !hasRoom()) return () => {};
  removeStale();
  const directory = join(memoryDisk, `agents-tests-${process.pid}`);
  // Another user may look whether a file is there: a test has one try.
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  if (!canRunFrom(directory)) {
    rmSync(directory, { recursive: true });
    return () => {};
  }
  process.env['TMPDIR'] = directory;
  return () => {
    delete process.env['TMPDIR'];
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** What runs have left that were killed in the middle. */
export function staleDirectories(): readonly string[] {
  return namesIn(memoryDisk)
    .filter(entry => {
      const pid = Number(name.exec(entry)?.[1]);
      return pid > 0 && !isRunning(pid);
    })
    .map(entry => join(memoryDisk, entry));
}

/** Those in which something may still run are for `sweepHomes`. */
function removeStale(): void {
  for (const directory of staleDirectories())
    if (!namesIn(directory).some(entry => entry.startsWith('agents-home-')))
      rmSync(directory, { recursive: true, force: true });
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
function canRunFrom(directory: string): boolean {
  const script = join(directory, 'try');
  writeFileSync(script, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const { status } = spawnSync(script);
  rmSync(script);
  return status === 0;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
