import { withTimes } from '../../core/session/move-times.ts';
import type { Session, UserState } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { log } from '../../system/log/log.ts';
import { writeUserState } from '../../system/store/job/user-state.ts';
import type { Attempt } from '../attempts.ts';
import type { PollMemory } from '../poll-memory.ts';

/** What was recorded until a moment before a jump was noticed is of the time before it. */
const noticeMs = 1500;

interface Jump {
  readonly by: number;
  readonly sessions: readonly Session[];
  readonly attempt: Attempt;
}

/**
 * The clock was set: what is remembered of each session moves with it, so that no session becomes a year older and none
 * is in the future. What was ahead of the old time already stays: it is of a time before that.
 */
export function afterJump(world: World, memory: PollMemory, { by, sessions, attempt }: Jump): void {
  const before = world.now() - by + noticeMs;
  const move = (at: number) => (at <= before ? at + by : at);
  log(world.paths, `the clock was set by ${Math.round(by / 1000)} s`);
  memory.looks.clear();
  memory.told.move(by);
  memory.taken.clear();
  for (const session of sessions) {
    const { id, status } = session;
    // Recorded in the same poll, since it differs from what is on disk.
    memory.statuses.set(id, withTimes(memory.statuses.get(id) ?? status, move));
    attempt(`The marks of session ${id}`, () => moveUserState(world, session, move));
  }
}

const markTimes = ['stoppedAt', 'restedAt', 'seenAt'] as const;

function moveUserState(world: World, { id, userState }: Session, move: (at: number) => number): void {
  const moved: { -readonly [Mark in (typeof markTimes)[number]]?: UserState[Mark] } = {};
  for (const mark of markTimes) {
    const at = userState[mark];
    // 0 says that it does not count.
    if (at !== undefined && at > 0 && move(at) !== at) moved[mark] = move(at);
  }
  if (Object.keys(moved).length > 0) writeUserState(world.paths, id, moved);
}
