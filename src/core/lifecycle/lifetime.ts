import type { PaneFact } from '../screen/screen.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings/settings.ts';

/** A session with what the supervisor knows of its terminal. */
export interface Tenant {
  readonly session: Session;
  readonly pane: PaneFact | undefined;
  /** When somebody was last seen in it; ms. */
  readonly attachedAt?: number | undefined;
}

const minuteMs = 60_000;

/** Under memory pressure too, somebody who has just read the answer gets so long to reply. */
export const leastIdleMs = minuteMs;

/**
 * Since when nobody needed its process (H2); undefined while somebody does: it works, asks, runs something in the
 * background, somebody is attached, or it is pinned.
 */
export function idleSince({ session, pane, attachedAt = 0 }: Tenant): number | undefined {
  const { spec, marks, conclusion } = session;
  const { state, process, memory } = conclusion;
  if (spec.kind !== 'background' || process !== 'alive' || marks.pinned) return undefined;
  if (!pane || pane.dead || pane.attached > 0) return undefined;
  const isDone = state === 'completed' || state === 'failed' || state === 'idle';
  const isBusy = (memory.backgroundTasks ?? 0) > 0 || memory.screen?.inBackground === true;
  // Without a turn there is nothing to go on with.
  if (!isDone || isBusy || memory.hasWorked !== true) return undefined;
  return Math.max(
    ...[conclusion.since, conclusion.startedAt, attachedAt],
    ...[marks.seenAt ?? 0, memory.lastTurnAt ?? 0],
  );
}

/** Those whose time is over, longest idle first. */
export function dueToRest(
  tenants: readonly Tenant[],
  now: number,
  settings: Pick<Settings, 'lifetime.idleMinutes'>,
): readonly Session[] {
  const limitMs = settings['lifetime.idleMinutes'] * minuteMs;
  if (limitMs === 0) return [];
  return longestIdle(tenants, now - limitMs);
}

/** Those that go first when memory is short. */
export function firstToRest(tenants: readonly Tenant[], now: number): Session | undefined {
  return longestIdle(tenants, now - leastIdleMs)[0];
}

function longestIdle(tenants: readonly Tenant[], before: number): readonly Session[] {
  return tenants
    .map(tenant => ({ session: tenant.session, since: idleSince(tenant) }))
    .filter(({ since }) => since !== undefined && since <= before)
    .sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
    .map(({ session }) => session);
}

/** A row that never got a prompt (H3), as far as the record tells. */
export function isEmptyRow({ session, pane, attachedAt = 0 }: Tenant, now: number, minutes: number): boolean {
  const { spec, marks, conclusion } = session;
  const { state, memory } = conclusion;
  if (spec.kind !== 'background' || spec.firstLine !== '' || marks.pinned || minutes === 0) return false;
  if (memory.hasWorked === true || (pane && !pane.dead && pane.attached > 0)) return false;
  if (state !== 'idle' && state !== 'stopped') return false;
  const since = Math.max(spec.createdAt, conclusion.startedAt, marks.seenAt ?? 0, attachedAt);
  return now - since > minutes * minuteMs;
}

/** A shell job whose command has ended (V16). Somebody who looks at it gives it as long again. */
export function isEndedJob({ spec, marks, conclusion }: Session, now: number, minutes: number): boolean {
  if (spec.kind !== 'exec' || marks.pinned || minutes === 0) return false;
  if (conclusion.process !== 'exited') return false;
  const endedAt = Math.max(conclusion.endedAt ?? Number.POSITIVE_INFINITY, marks.seenAt ?? 0);
  return now - endedAt > minutes * minuteMs;
}
