import type { Paths } from '../../system/files/paths.ts';
import { type EventBatch, takeEvents } from '../../system/store/messages/events.ts';

/** How much one poll reads of all directories of events together, and of each at most, so that a flood in one delays no other. */
const mostBytes = 16 * 1024 ** 2;
const leastBytes = 64 * 1024;

/** When the events of a session were last read to its end; ms. */
export interface Taken {
  readonly round: number;
  readonly at: number;
}

interface Poll {
  readonly round: number;
  readonly now: number;
  readonly taken: Map<string, Taken>;
}

/** The events of these sessions, a bounded part at a time; each poll begins with another session. */
export function takeEventsOfAll(
  paths: Paths,
  ids: readonly string[],
  { round, now, taken }: Poll,
): Map<string, EventBatch> {
  const first = ids.length === 0 ? 0 : round % ids.length;
  const batches = new Map<string, EventBatch>();
  let left = mostBytes;
  for (const id of [...ids.slice(first), ...ids.slice(0, first)]) {
    const batch = takeEvents(paths, id, Math.max(left, leastBytes));
    left -= batch.bytes;
    batches.set(id, withNews(batch, taken.get(id), round));
    if (batch.hasMore) taken.delete(id);
    else taken.set(id, { round, at: now });
  }
  return batches;
}

/** A file that is written while the others are read comes with the next poll. */
const betweenMs = 1000;

/** What was not there in the poll before is not older than it, whatever time the file system reports. */
function withNews(batch: EventBatch, before: Taken | undefined, round: number): EventBatch {
  if (batch.events.length === 0 || before?.round !== round - 1) return batch;
  const since = before.at - betweenMs;
  return {
    ...batch,
    events: batch.events.map(event => (event.at < since ? { ...event, at: since } : event)),
  };
}
