import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeOwn } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import { readSmallFile } from '../../files/read-file.ts';
import { reasonOf } from '../../files/reason.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { log } from '../../log/log.ts';
import { isThere } from '../job/jobs.ts';

/**
 * Notes that `agents` was opened inside this tmux server, so that the supervisor looks there, too. Never throws: on a
 * full disk the view has to open all the same.
 */
export function rememberServer(paths: Paths, socket: string): void {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const file = join(directoryOf(paths), createHash('sha256').update(socket).digest('hex').slice(0, 8));
  try {
    if (isThere(file)) return;
    mkdirSync(directoryOf(paths), { recursive: true, mode: 0o700 });
    writeFileAtomic(file, `${socket}\n`, { durable: false });
  } catch (error) {
    log(paths, `the tmux server ${socket} could not be noted: ${reasonOf(error)}`, 'error');
  }
}

/** Absolute paths of the sockets; those that are gone are forgotten. */
export function rememberedServers(paths: Paths): readonly string[] {
  return names(paths).flatMap(name => {
    const file = join(directoryOf(paths), name);
    const socket = textOf(file);
    if (socket?.startsWith('/') && isThere(socket)) return [socket];
    removeOwn(paths.home, file);
    return [];
  });
}

function directoryOf(paths: Paths): string {
  return join(paths.daemon, 'servers');
}

function names(paths: Paths): readonly string[] {
  try {
    return readdirSync(directoryOf(paths)).filter(name => /^[0-9a-f]{8}$/.test(name));
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readSmallFile(file)?.trimEnd();
  } catch {
    return undefined;
  }
}
