import type { Session } from './session.ts';

/** A session that waits for its start, and why; kept in `queue/<id>.json`. */
export interface QueueEntry {
  readonly id: string;
  /** When it was dispatched; ms since the epoch. */
  readonly at: number;
  /** Ends the sentence "queued: …". */
  readonly reason: string;
}

/** Who is started first: pinned ones, then in the person's order, then as they came. */
export function inQueueOrder(
  entries: readonly QueueEntry[],
  sessions: ReadonlyMap<string, Session>,
): readonly QueueEntry[] {
  const rank = ({ id }: QueueEntry) => {
    const marks = sessions.get(id)?.marks;
    return [marks?.pinned ? 0 : 1, marks?.order ?? -1] as const;
  };
  return [...entries].sort((a, b) => {
    const [[pinA, orderA], [pinB, orderB]] = [rank(a), rank(b)];
    return pinA - pinB || orderA - orderB || a.at - b.at || (a.id < b.id ? -1 : 1);
  });
}

/** Agents that run or are being started, for `maxSessions`; adopted ones are the person's own affair. */
export function liveSessions(sessions: readonly Session[], queued: ReadonlySet<string>): number {
  return sessions.filter(({ id, spec, conclusion }) => {
    if (spec.kind !== 'background' || queued.has(id)) return false;
    const { process, state } = conclusion;
    // One that was queued at the last look, and is no more, is on its way.
    return process === 'alive' || (process === 'none' && (state === 'working' || state === 'queued'));
  }).length;
}

export function fullReason(most: number): string {
  return most === 1 ? '1 session runs, the most allowed' : `${most} sessions run, the most allowed`;
}
