import type { ViewState } from '../state/view-state.ts';

/**
 * The clock was set by so many ms: what began or runs out by it in the view itself moves along, so that a question
 * stands no longer than it should, nor a day. What is recorded of sessions is the supervisor's.
 */
export function movedTimes(state: ViewState, by: number): Partial<ViewState> {
  const move = (at: number) => (at > 0 ? at + by : at);
  const { armed, notice, peek, away } = state;
  return {
    now: state.now + by,
    movedAt: move(state.movedAt),
    removedAt: move(state.removedAt),
    lastKeyAt: move(state.lastKeyAt),
    armed: armed && { ...armed, until: move(armed.until) },
    notice: notice && {
      ...notice,
      until: move(notice.until),
      ...(notice.keptUntil !== undefined && { keptUntil: move(notice.keptUntil) }),
    },
    peek: peek && {
      ...peek,
      ...(peek.sentAt !== undefined && { sentAt: move(peek.sentAt) }),
      ...(peek.changedAt !== undefined && { changedAt: move(peek.changedAt) }),
      ...(peek.sendsUntil !== undefined && { sendsUntil: move(peek.sendsUntil) }),
    },
    away: away && { ...away, since: move(away.since) },
  };
}
