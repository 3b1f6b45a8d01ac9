import type { TerminalFact } from '../screen/screen.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings/settings.ts';

/** A session with what the supervisor knows of its terminal. */
export interface Candidate {
  readonly session: Session;
  readonly pane: TerminalFact | undefined;
  /** When someone was last seen in it; ms. */
  readonly attachedAt?: number | undefined;
}

const minuteMs = 60_000;

/** Under memory pressure too, someone who has just read the answer gets so long to reply. */
export const leastIdleMs = minuteMs;

/**
 * Since when nobody needed its process; undefined while someone does: it works, asks, runs something in the
 * background, someone is attached, or it is pinned.
 */
export function idleSince({ session, pane, attachedAt = 0 }: Candidate): number | undefined {
  const { spec, userState, status } = session;
  const { state, process, memory } = status;
  if (spec.kind !== 'background' || process !== 'alive' || userState.pinned) return undefined;
  if (!pane || pane.dead || pane.attached > 0) return undefined;
  const isDone = state === 'completed' || state === 'failed' || state === 'idle';
  const isBusy = (memory.backgroundTasks ?? 0) > 0 || memory.screen?.inBackground === true;
  // Without a turn there is nothing to go on with.
  if (!isDone || isBusy || memory.hasWorked !== true) return undefined;
  return Math.max(
    ...[status.since, status.startedAt, attachedAt],
    ...[userState.seenAt ?? 0, memory.lastTurnAt ?? 0],
  );
}

/** Those whose time is over, longest idle first. */
export function dueToRest(
  candidates: readonly Candidate[],
  now: number,
  settings: Pick<Settings, 'lifetime.idleMinutes'>,
): readonly Session[] {
  const limitMs = settings['lifetime.idleMinutes'] * minuteMs;
  if (limitMs === 0) return [];
  return longestIdle(candidates, now - limitMs);
}

/** Those that go first when memory is short. */
export function firstToRest(candidates: readonly Candidate[], now: number): Session | undefined {
  return longestIdle(candidates, now - leastIdleMs)[0];
}

function longestIdle(candidates: readonly Candidate[], before: number): readonly Session[] {
  return candidates
    .map(candidate => ({ session: candidate.session, since: idleSince(candidate) }))
    .filter(({ since }) => since !== undefined && since <= before)
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
    .map(({ session }) => session);
}

/** A row that never got a prompt, as far as the record tells. */
export function isEmptyRow(
  { session, pane, attachedAt = 0 }: Candidate,
  now: number,
  minutes: number,
): boolean {
  const { spec, userState, status } = session;
  const { state, memory } = status;
  if (spec.kind !== 'background' || spec.firstLine !== '' || userState.pinned || minutes === 0) return false;
  if (memory.hasWorked === true || (pane && !pane.dead && pane.attached > 0)) return false;
  if (state !== 'idle' && state !== 'stopped') return false;
  const since = Math.max(spec.createdAt, status.startedAt, userState.seenAt ?? 0, attachedAt);
  return now - since > minutes * minuteMs;
}

/** A shell job whose command has ended. Someone who looks at it gives it as long again. */
export function isEndedJob({ spec, userState, status }: Session, now: number, minutes: number): boolean {
  if (spec.kind !== 'exec' || userState.pinned || minutes === 0) return false;
  if (status.process !== 'exited') return false;
  const endedAt = Math.max(status.endedAt ?? Number.POSITIVE_INFINITY, userState.seenAt ?? 0);
  return now - endedAt > minutes * minuteMs;
}
