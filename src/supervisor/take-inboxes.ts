import type { Paths } from '../system/files/paths.ts';
import { type Delivery, takeEvents } from '../system/records/inbox.ts';

/** What one look reads of all inboxes together, and what each may have beyond it: no flood keeps another waiting. */
const mostBytes = 16 * 1024 ** 2;
const leastBytes = 64 * 1024;

/** The events of these sessions, a bounded part at a time; in each look another session comes first. */
export function takeInboxes(paths: Paths, ids: readonly string[], look: number): Map<string, Delivery> {
  const first = ids.length === 0 ? 0 : look % ids.length;
  const inboxes = new Map<string, Delivery>();
  let left = mostBytes;
  for (const id of [...ids.slice(first), ...ids.slice(0, first)]) {
    const inbox = takeEvents(paths, id, Math.max(left, leastBytes));
    left -= inbox.bytes;
    inboxes.set(id, inbox);
  }
  return inboxes;
}
