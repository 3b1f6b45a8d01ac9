import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mergedHeads } from '../../core/pulls/pulls.ts';
import { madeBranches, type Work } from '../../core/worktree/worktree.ts';
import { readWork } from '../../system/git/work/work-facts.ts';
import { isBadJob, readSession } from '../../system/store/job/read-session.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import type { World } from '../context/world.ts';

/** What lies in the worktrees of these sessions at this moment, one after the other; without those that cannot be read. */
export async function readWorkOf(world: World, ids: readonly string[]): Promise<ReadonlyMap<string, Work>> {
  const read = new Map<string, Work>();
  const made = madeBranches(sessionCache(world.paths).read().sessions);
  for (const id of ids) {
    const session = readSession(world.paths, id);
    const worktree = isBadJob(session) ? undefined : session.spec.worktree;
    if (isBadJob(session) || !worktree?.base || !existsSync(join(worktree.path, '.git'))) continue;
    const around = { mergedHeads: mergedHeads(session.pulls), made };
    const work = await readWork(worktree.path, worktree.base, around).catch(() => undefined);
    if (work) read.set(id, work);
  }
  return read;
}
