import type { Paths } from '../../system/files/paths.ts';
import { type Delivery, takeEvents } from '../../system/store/messages/inbox.ts';

/** How much one poll reads of all inboxes together, and of each at most, so that a flood in one delays no other. */
const mostBytes = 16 * 1024 ** 2;
const leastBytes = 64 * 1024;

/** When an inbox was last read to its end; ms. */
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
export function takeInboxes(
  paths: Paths,
  ids: readonly string[],
  { round, now, taken }: Poll,
): Map<string, Delivery> {
  const first = ids.length === 0 ? 0 : round % ids.length;
  const inboxes = new Map<string, Delivery>();
  let left = mostBytes;
  for (const id of [...ids.slice(first), ...ids.slice(0, first)]) {
    const inbox = takeEvents(paths, id, Math.max(left, leastBytes));
    left -= inbox.bytes;
    inboxes.set(id, withNews(inbox, taken.get(id), round));
    if (inbox.hasMore) taken.delete(id);
    else taken.set(id, { round, at: now });
  }
  return inboxes;
}

/** A file that is written while an inbox is read comes with the next poll. */
const betweenMs = 1000;

/** What was not there in the poll before is not older than it, whatever time the file system reports. */
function withNews(inbox: Delivery, before: Taken | undefined, round: number): Delivery {
  if (inbox.events.length === 0 || before?.round !== round - 1) return inbox;
  const since = before.at - betweenMs;
  return {
    ...inbox,
    events: inbox.events.map(event => (event.at < since ? { ...event, at: since } : event)),
  };
}
