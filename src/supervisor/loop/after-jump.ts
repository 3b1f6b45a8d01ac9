import { withTimes } from '../../core/session/move-times.ts';
import type { Marks, Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { log } from '../../system/log/log.ts';
import { writeMarks } from '../../system/store/job/user-state.ts';
import type { Attempt } from '../attempts.ts';
import type { RoundMemory } from '../poll-memory.ts';
import { keepTrash } from '../tasks/empty-trash.ts';

/** What was recorded until a moment before a jump was noticed is of the time before it. */
const noticeMs = 1500;

interface Jump {
  readonly by: number;
  readonly sessions: readonly Session[];
  readonly attempt: Attempt;
}

/**
 * The clock was set: what is remembered of each session moves with it, so that no session grows a year older and none is
 * told of in the future. What was ahead of the old time already stays: it is of a time before that.
 */
export function afterJump(world: World, memory: RoundMemory, { by, sessions, attempt }: Jump): void {
  const before = world.now() - by + noticeMs;
  const move = (at: number) => (at <= before ? at + by : at);
  log(world.paths, `the clock was set by ${Math.round(by / 1000)} s`);
  attempt('The trash', () => keepTrash(world));
  memory.looks.clear();
  memory.told.move(by);
  memory.taken.clear();
  for (const session of sessions) {
    const { id, conclusion } = session;
    // Recorded in the same round, since it differs from what is on the disk.
    memory.conclusions.set(id, withTimes(memory.conclusions.get(id) ?? conclusion, move));
    attempt(`The marks of session ${id}`, () => moveMarks(world, session, move));
  }
}

const markTimes = ['stoppedAt', 'restedAt', 'seenAt'] as const;

function moveMarks(world: World, { id, marks }: Session, move: (at: number) => number): void {
  const moved: { -readonly [Mark in (typeof markTimes)[number]]?: Marks[Mark] } = {};
  for (const mark of markTimes) {
    const at = marks[mark];
    // 0 says that it does not count.
    if (at !== undefined && at > 0 && move(at) !== at) moved[mark] = move(at);
  }
  if (Object.keys(moved).length > 0) writeMarks(world.paths, id, moved);
}
