import type { Paths } from '../../system/files/paths.ts';
import type { SessionCache } from '../../system/store/job/session-cache.ts';
import { leastIndexed, writeIndex } from '../../system/store/job/session-index.ts';

/** Fewer new entries than a tenth of all, and than these, cost a start less than writing all costs now. */
const manyNew = 100;
const leastGapMs = 60_000;

/**
 * Writes the index of sessions again where so many have changed since that a start would feel
 * it; once a minute at the most.
 */
export function indexKeeper(paths: Paths, cache: SessionCache): (now: number) => void {
  let written = new Map<string, number>();
  let checkedAt = Number.NEGATIVE_INFINITY;
  return now => {
    if (now - checkedAt < leastGapMs) return;
    checkedAt = now;
    const entries = cache.settled();
    if (entries.length < leastIndexed) return;
    const fresh = entries.filter(({ job, changedAt }) => written.get(job.id) !== changedAt).length;
    if (fresh < Math.min(manyNew, Math.ceil(entries.length / 10))) return;
    writeIndex(paths, entries);
    written = new Map(entries.map(({ job, changedAt }) => [job.id, changedAt]));
  };
}
