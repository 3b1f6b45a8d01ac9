import { number, record, type Typed, text } from '../schema.ts';
import type { Session } from '../session/session.ts';

/** A session that waits for its start, and why; kept in `queue/<id>.json`. */
export type QueueEntry = Typed<typeof queueEntrySchema>;
export const queueEntrySchema = record({
  id: text,
  /** When it was dispatched; ms since the epoch. */
  at: number,
  /** Ends the sentence "queued: …". */
  reason: text,
});

export function isQueued({ status }: Session): boolean {
  return status.state === 'queued';
}

type Waiting = Pick<Session, 'id'> & {
  readonly at: number;
  readonly userState: Session['userState'] | undefined;
};

/** Who is started first: pinned ones, then in the person's order, then as they came. */
function firstToStart(a: Waiting, b: Waiting): number {
  const rank = ({ userState }: Waiting) => [userState?.pinned ? 0 : 1, userState?.order ?? -1] as const;
  const [[pinA, orderA], [pinB, orderB]] = [rank(a), rank(b)];
  return pinA - pinB || orderA - orderB || a.at - b.at || (a.id < b.id ? -1 : 1);
}

const waitingOf = ({ id, userState, spec }: Session): Waiting => ({ id, userState, at: spec.createdAt });

/** Sessions that wait, as their entries would be. */
export function startsFirst(a: Session, b: Session): number {
  return firstToStart(waitingOf(a), waitingOf(b));
}

export function inQueueOrder(
  entries: readonly QueueEntry[],
  sessions: ReadonlyMap<string, Session>,
): readonly QueueEntry[] {
  const waiting = ({ id, at }: QueueEntry): Waiting => ({ id, at, userState: sessions.get(id)?.userState });
  return [...entries].sort((a, b) => firstToStart(waiting(a), waiting(b)));
}

/** Agents that run or are being started, for `maxSessions`; adopted ones are the person's own affair. */
export function liveSessions(sessions: readonly Session[], queued: ReadonlySet<string>): number {
  return sessions.filter(({ id, spec, status }) => {
    if (spec.kind !== 'background' || queued.has(id)) return false;
    const { process, state } = status;
    // One that was queued at the last look, and is no more, is on its way.
    return process === 'alive' || (process === 'none' && (state === 'working' || state === 'queued'));
  }).length;
}

export function fullReason(most: number): string {
  return most === 1 ? '1 session runs, the most allowed' : `${most} sessions run, the most allowed`;
}
