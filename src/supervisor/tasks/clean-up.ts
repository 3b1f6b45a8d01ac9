import {
  type Candidate,
  dueToRest,
  firstToRest,
  isEmptyRow,
  isEndedJob,
} from '../../core/lifecycle/lifetime.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { removeSession } from '../../operations/lifecycle/end-session.ts';
import { isDrafted, rest } from '../../operations/lifecycle/rest.ts';
import { log } from '../../system/log/log.ts';
import { readConversation } from '../../system/store/history/conversation-record.ts';
import { readPrompt, trashJob } from '../../system/store/job/jobs.ts';
import { readMessages } from '../../system/store/messages/waiting-messages.ts';
import { nudge } from '../../system/watch/watch.ts';
import type { Attempt } from '../attempts.ts';
import { lifetimeClock, steadyClock } from './lifetime-clock.ts';
import type { Task } from './task.ts';
import { emptyTrash, keepTrash } from './trash/empty-trash.ts';

/** How much room there is. */
export interface Room {
  /** Percent of the memory that is free; undefined where it is not known. */
  readonly memoryFree?: number | undefined;
  /** Something waits for room to start. */
  readonly isWaitedFor?: boolean;
}

/** What one poll found. */
interface CleanUpInput extends Room {
  readonly sessions: readonly Session[];
  readonly panes: readonly TerminalFact[];
}

/** Under pressure one session at a time is stopped, so that the memory it frees is seen before the next. */
const pressureGapMs = 5000;
/** One that could not be stopped, since a person types there or it could not be resumed, is tried after the others. */
const sparedMs = 60_000;

/** Does something to a session that nothing else is being done to; true when it was done, which is then logged. */
type Begin = (session: Session, what: string, work: () => Promise<boolean>) => void;

/** Ends what nobody needs any more, as the settings say. */
export function cleanUpTask(world: World, attempt: Attempt, room: () => Room): Task {
  const cleanUp = cleaner(world, attempt);
  return {
    name: 'Clean-up',
    needsBackend: true,
    afterLook: ({ sessions, listing: { panes } }) => cleanUp({ sessions, panes, ...room() }),
    onClockSet: () => keepTrash(world),
  };
}

function cleaner(world: World, attempt: Attempt): (input: CleanUpInput) => Promise<void> {
  const attachedAt = new Map<string, number>();
  const underWay = new Set<string>();
  const { settings } = world;
  const clock = lifetimeClock(world.env);
  /** Not awaited: a program may take seconds to end. */
  const begin: Begin = (session, what, work) => {
    underWay.add(session.id);
    const done = (isDone: boolean) => isDone && log(world.paths, `${what} session ${session.id}`);
    work()
      .then(done, error => log(world.paths, `${what} session ${session.id}: ${error}`, 'error'))
      .finally(() => underWay.delete(session.id));
  };
  const makeRoom = roomMaker(world, begin);
  const steady = steadyClock(world.env);
  return async input => {
    const now = clock();
    const candidates = candidatesOf(input, attachedAt, world.now()).filter(
      ({ session }) => !underWay.has(session.id),
    );
    await removeEndedJobs(world, attempt, { sessions: input.sessions, now });
    for (const session of dueToRest(candidates, now, settings))
      begin(session, 'stopped idle', () => rest(world, session));
    for (const candidate of candidates) {
      const { session } = candidate;
      if (!isEmptyRow(candidate, now, settings['lifetime.emptyMinutes'])) continue;
      if (!attempt(`Reading session ${session.id}`, () => isBlank(world, session))) continue;
      begin(session, 'removed empty', () => removeEmpty(world, candidate));
    }
    const isShort = (input.memoryFree ?? 100) < settings['lifetime.memoryFreePercent'];
    if (isShort || input.isWaitedFor)
      makeRoom(
        candidates.filter(({ session }) => !underWay.has(session.id)),
        { now, steadyNow: steady() },
      );
  };
}

/** The time of day, and that of a monotonic clock. */
interface Times {
  readonly now: number;
  readonly steadyNow: number;
}

/** Call the result in each poll with too little room: it stops the longest idle, unless one was stopped just now. */
function roomMaker(world: World, begin: Begin): (candidates: readonly Candidate[], times: Times) => void {
  const sparedAt = new Map<string, number>();
  let pressedAt = Number.NEGATIVE_INFINITY;
  const stop = async (session: Session, steadyNow: number) => {
    sparedAt.set(session.id, steadyNow);
    const hasRested = await rest(world, session);
    if (!hasRested) pressedAt = Number.NEGATIVE_INFINITY;
    return hasRested;
  };
  return (candidates, { now, steadyNow }) => {
    if (steadyNow - pressedAt < pressureGapMs) return;
    pressedAt = steadyNow;
    for (const [id, at] of sparedAt) if (steadyNow - at >= sparedMs) sparedAt.delete(id);
    const first = firstToRest(
      candidates.filter(({ session }) => !sparedAt.has(session.id)),
      now,
    );
    if (first) begin(first, 'stopped, to make room, the idle', () => stop(first, steadyNow));
  };
}

/** `attachedAt`: when a person was last attached to each, by `performance.now`. */
function candidatesOf(
  { sessions, panes }: CleanUpInput,
  attachedAt: Map<string, number>,
  now: number,
): Candidate[] {
  const steadyNow = performance.now();
  const byId = new Map(panes.map(pane => [pane.id, pane]));
  for (const { id, attached } of panes) if (attached > 0) attachedAt.set(id, steadyNow);
  for (const id of attachedAt.keys()) if (!byId.has(id)) attachedAt.delete(id);
  return sessions.map(session => ({
    session,
    pane: byId.get(session.id),
    attachedAt: timeOf(attachedAt.get(session.id), { now, steadyNow }),
  }));
}

function timeOf(at: number | undefined, { now, steadyNow }: Times): number | undefined {
  return at === undefined ? undefined : now - (steadyNow - at);
}

async function removeEndedJobs(
  world: World,
  attempt: Attempt,
  { sessions, now }: { readonly sessions: readonly Session[]; readonly now: number },
): Promise<void> {
  const minutes = world.settings['lifetime.endedJobMinutes'];
  const due = sessions.filter(session => isEndedJob(session, now, minutes));
  for (const session of due)
    await attempt(`Taking the row of session ${session.id} away`, async () => {
      const place = session.status.place;
      if (place) await world.backend.clear({ place, id: session.id });
      trashJob(world.paths, session.id);
    });
  if (due.length > 0) nudge(world.paths, 'changed');
  emptyTrash(world);
}

/** No prompt, no conversation that it goes on with, and no message that waits. */
function isBlank(world: World, { id }: Session): boolean {
  const prompt = readPrompt(world.paths, id);
  const isNew = readConversation(world.paths, id) === undefined;
  return prompt.trim() === '' && isNew && readMessages(world.paths, id).length === 0;
}

/** Not while a person has begun to type into it. */
async function removeEmpty(world: World, { session, pane }: Candidate): Promise<boolean> {
  if (pane?.place && (await isDrafted(world, session, pane.place))) return false;
  await removeSession(world, session.id);
  return true;
}
