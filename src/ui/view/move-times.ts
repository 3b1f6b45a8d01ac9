import type { Changes, Slices } from '../state/view-state.ts';

type Timed = Slices<'clock' | 'list' | 'peek' | 'removal' | 'notices'>;

/**
 * The clock was set by so many ms: what began or runs out by it in the view itself moves along, so that a question
 * stands no longer than it should, nor a day. What is recorded of sessions is the supervisor's.
 */
export function movedTimes({ clock, list, peek, removal, notices }: Timed, by: number): Changes {
  const move = (at: number) => (at > 0 ? at + by : at);
  const { open } = peek;
  const { armed } = removal;
  const { current, away } = notices;
  return {
    clock: { now: clock.now + by, lastKeyAt: move(clock.lastKeyAt) },
    list: { movedAt: move(list.movedAt) },
    peek: {
      open: open && {
        ...open,
        ...(open.sentAt !== undefined && { sentAt: move(open.sentAt) }),
        ...(open.changedAt !== undefined && { changedAt: move(open.changedAt) }),
        ...(open.sendsUntil !== undefined && { sendsUntil: move(open.sendsUntil) }),
      },
    },
    removal: { removedAt: move(removal.removedAt), armed: armed && { ...armed, until: move(armed.until) } },
    notices: {
      current: current && {
        ...current,
        until: move(current.until),
        ...(current.keptUntil !== undefined && { keptUntil: move(current.keptUntil) }),
      },
      away: away && { ...away, since: move(away.since) },
    },
  };
}
