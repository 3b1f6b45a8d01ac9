import { closeSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PastConversation } from './conversation.ts';
import { filesBelow } from './conversation-files.ts';

/**
 * OpenCode keeps its conversations in an SQLite database (1.18.33; before in `storage/session`), which Node 20 cannot
 * query: that the id stands in it is all that is known. It goes on with its own model and mode.
 */
export function opencodePast(env: NodeJS.ProcessEnv, id: string): PastConversation | undefined {
  const data = env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local', 'share');
  const directory = join(data, 'opencode');
  const databases = filesBelow(directory, 0, name => /^opencode.*\.db(?:-wal)?$/u.test(name));
  const isKnown =
    filesBelow(join(directory, 'storage', 'session'), 1, name => name === `${id}.json`).length > 0 ||
    databases.some(path => holds(path, id));
  return isKnown ? { directories: [] } : undefined;
}

const chunkBytes = 4 * 1024 * 1024;

/** 100 MB take some 50 ms. */
function holds(path: string, id: string): boolean {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(chunkBytes + id.length);
    for (let kept = 0; ; ) {
      const length = readSync(descriptor, buffer, kept, chunkBytes, null);
      if (length === 0) return false;
      const filled = kept + length;
      if (buffer.subarray(0, filled).includes(id)) return true;
      // It may lie across two chunks.
      kept = Math.min(id.length - 1, filled);
      buffer.copyWithin(0, filled - kept, filled);
    }
  } finally {
    closeSync(descriptor);
  }
}
