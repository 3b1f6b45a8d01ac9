import type { Session } from '../../core/session/session.ts';

/**
 * Corrects times that other programs report: one that is in the future counts from the moment when it was first seen,
 * and when the clock is set they move with it.
 */
export interface ToldTimes {
  /** What `key` told; ms. */
  readonly settle: (key: string, told: number, now: number) => number;
  readonly move: (by: number) => void;
  readonly forget: (isGone: (key: string) => boolean) => void;
}

export function toldTimes(): ToldTimes {
  const known = new Map<string, { readonly told: number; readonly at: number }>();
  return {
    settle: (key, told, now) => {
      const before = known.get(key);
      if (before?.told === told) return before.at;
      const at = Math.min(told, now);
      known.set(key, { told, at });
      return at;
    },
    move: by => {
      for (const [key, { told, at }] of known) known.set(key, { told, at: at + by });
    },
    forget: isGone => {
      for (const key of known.keys()) if (isGone(key)) known.delete(key);
    },
  };
}

const markTimes = ['stoppedAt', 'restedAt', 'seenAt'] as const;

/** What was asked for and set of a session, none of it in the future; the very same where none was. */
export function settledTimes(
  told: ToldTimes,
  { id, spec, userState, status }: Session,
  now: number,
): Pick<Session, 'spec' | 'userState'> {
  const isStarting = status.process === 'none';
  const createdAt =
    spec.createdAt > now || isStarting ? told.settle(`spec ${id}`, spec.createdAt, now) : spec.createdAt;
  const ahead = markTimes.filter(mark => (userState[mark] ?? 0) > now);
  const times = ahead.map(mark => [mark, told.settle(`${mark} ${id}`, userState[mark] ?? 0, now)]);
  return {
    spec: createdAt === spec.createdAt ? spec : { ...spec, createdAt },
    userState: ahead.length === 0 ? userState : { ...userState, ...Object.fromEntries(times) },
  };
}
