import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../core/errors/user-error.ts';
import { claimFile, ownHolder } from '../processes/lock-file.ts';

const pollMs = 15;
const mostMs = 60_000;

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs `action` while no other `agents` changes the worktrees of this repository: of 20 `git worktree add` at once, with
 * their checkouts, 7 failed without it. Waits without blocking, up to a minute; rejects with a sentence.
 */
export function withRepositoryLock<T>(common: string, action: () => Promise<T>): Promise<T> {
  // One after the other in this process; the file is for the others.
  const result = queue.then(() => whenFree(join(common, 'agents.lock'), action));
  queue = result.catch(() => {});
  return result;
}

async function whenFree<T>(path: string, action: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + mostMs;
  while (!claimFile(path, ownHolder()).taken) {
    if (performance.now() > deadline) {
      throw new UserError('busy', `${path} is held by another agents for a minute.`, {
        advice: 'If none runs, remove it.',
      });
    }
    await wait(pollMs);
  }
  try {
    return await action();
  } finally {
    unlinkSync(path);
  }
}
