import { join } from 'node:path';
import type { Paths } from '../../system/files/paths.ts';
import { withClaim } from '../../system/processes/lock-file.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';

/** Longer than one reply takes until its arrival is confirmed, or given up. */
const turnMs = 20_000;

/** The last of each session in this process. */
const last = new Map<string, Promise<unknown>>();

/**
 * Runs what types into a session after all that was asked for before it, and while no other process types there: two
 * pastes without an Enter between them would be one message. Throws a sentence after 20 s behind another process.
 */
export async function withReplyLock<T>(paths: Paths, id: string, action: () => Promise<T>): Promise<T> {
  const file = join(jobDirectory(paths, id), 'reply.lock');
  const run = () => withClaim(file, turnMs, action);
  const mine = (last.get(id) ?? Promise.resolve()).then(run, run);
  last.set(id, mine);
  try {
    return await mine;
  } finally {
    if (last.get(id) === mine) last.delete(id);
  }
}
