import type { Listed, Silence, Survey } from '../../backends/backend.ts';
import { factsOf } from '../../core/lifecycle/status-facts.ts';
import { observe } from '../../core/observe/observe.ts';
import type { Screen, TerminalFact } from '../../core/screen/screen.ts';
import { notAhead } from '../../core/session/move-times.ts';
import type { Session, Status } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import type { SessionCache } from '../../system/store/job/session-cache.ts';
import { writeStatus } from '../../system/store/job/statuses.ts';
import type { EventBatch } from '../../system/store/messages/events.ts';
import { messagesProblem, readMessages } from '../../system/store/messages/waiting-messages.ts';
import { nudge } from '../../system/watch/watch.ts';
import { adopt } from '../adopt/adopt.ts';
import { rememberHome, sessionFileOf } from '../adopt/agent-home.ts';
import type { JobFacts } from '../adopt/claude-jobs.ts';
import { withStopped } from '../adopt/find-stopped.ts';
import { followNames } from '../adopt/follow-names.ts';
import type { Attempt } from '../attempts.ts';
import { forgetGone, type PollMemory } from '../poll-memory.ts';
import type { Observed, PollResult } from '../poll-result.ts';
import { keepJournal } from '../record/keep-journal.ts';
import { keepScreens } from '../record/keep-screen.ts';
import { tellNumbers } from '../record/question-numbers.ts';
import { recordConversation } from '../record/record-conversation.ts';
import { withWaiting } from './find-waiting.ts';
import { countHeld, drawingMs, heldBack } from './hold-question.ts';
import { needsLook, paneLook } from './needs-look.ts';
import { nextLookMs } from './pace.ts';
import { isServerGone } from './server-gone.ts';
import { silenceOf } from './silence.ts';
import { takeEventsOfAll } from './take-events.ts';
import { settledTimes } from './told-times.ts';

/** What else a look needs and feeds. */
export interface Around {
  /** Why each session that is queued has to wait. */
  readonly queued: ReadonlyMap<string, string>;
  /** Told what was seen of each session, before its events are forgotten. */
  readonly onSight: (sight: Observed) => void;
  readonly attempt: Attempt;
}

/** Polls every session once: one listing, one batched capture of what changed, then the files of what changed. */
export async function poll(
  world: World,
  cache: SessionCache,
  memory: PollMemory,
  { queued, onSight, attempt }: Around,
): Promise<PollResult> {
  const look = { ...(await gather(world, cache, { memory, attempt })), queued };
  const looked = look.sessions.map(session => {
    const own = () => countHeld(memory.held, conclude(world, memory, { look, session }));
    return attempt(`Looking at session ${session.id}`, own) ?? unseen(memory, session);
  });
  const held = heldBack(memory.held, looked, look.now);
  const seen = looked.map(each => (held.has(each.session.id) ? unseen(memory, each.session) : each));
  for (const { session } of seen) {
    if (held.has(session.id)) continue;
    const { events = [] } = look.batches.get(session.id) ?? {};
    const screen = look.screens.get(session.id);
    onSight({ session, events, screen });
  }
  const changed = seen.filter(each => each.status !== each.previous || isLost(each));
  const unrecorded = new Set<string>(held);
  // The backend gets a question's number before the question is shown, so that no answer comes too early.
  const heard = looked.filter(({ session }) => silenceOf(look.silence, session) === undefined);
  await tellNumbers(world, heard, look.panes);
  for (const each of changed) {
    const { id } = each.session;
    memory.statuses.set(id, each.status);
    attempt(`The conversation of session ${id}`, () => recordConversation(world, each));
    const isRecorded = attempt(`Recording session ${id}`, () => record(world, memory, { look, seen: each }));
    if (!isRecorded) unrecorded.add(id);
  }
  // Last, so that a crash before it loses no event.
  for (const [id, batch] of look.batches) if (!unrecorded.has(id)) batch.commit();
  // Their events come again, and are not new then.
  for (const id of unrecorded) memory.taken.delete(id);
  if (changed.length > 0) nudge(world.paths, 'changed');
  forgetGone(memory, look.sessions);
  const sessions = seen.map(({ session, status }) => ({ ...session, status }));
  keepScreens(world, memory, { sessions, screens: look.screens });
  const hasOthers = world.backend.can.adopts?.hasOthers() ?? false;
  const hasMore = [...look.batches.values()].some(batch => batch.hasMore);
  return {
    sessions,
    changed: changed.length,
    nextLookMs:
      held.size > 0
        ? drawingMs
        : hasMore
          ? 0
          : nextLookMs({ sessions, panes: look.panes, now: look.now, hasOthers }),
    listing: look.listing,
    isSilent: look.silence.own !== undefined,
  };
}

/** A record that cannot be written does not affect the others: its content is found again in the next poll. */
function record(
  world: World,
  memory: PollMemory,
  { look, seen }: { readonly look: Look; readonly seen: Seen },
): boolean {
  writeStatus(world.paths, seen.status);
  const events = look.batches.get(seen.session.id)?.events ?? [];
  keepJournal(world, memory.journals, { ...seen, events });
  return true;
}

/** Everything that one poll found, before states are concluded from it. */
interface Look {
  readonly now: number;
  readonly sessions: readonly Session[];
  readonly listing: Omit<Survey, 'silence'>;
  readonly silence: Silence;
  readonly panes: ReadonlyMap<string, TerminalFact>;
  readonly batches: ReadonlyMap<string, EventBatch>;
  readonly screens: ReadonlyMap<string, Screen>;
  /** Why sessions wait, by id. */
  readonly queued: ReadonlyMap<string, string>;
  /** In Claude Code's own background, by id. */
  readonly jobs: ReadonlyMap<string, JobFacts>;
}

async function gather(
  world: World,
  cache: SessionCache,
  { memory, attempt }: { readonly memory: PollMemory; readonly attempt: Attempt },
): Promise<Omit<Look, 'queued'>> {
  const before = cache.read().sessions;
  const { silence, ...listing } = await world.backend.survey();
  await followNames(world, attempt, { sessions: before, panes: listing.panes });
  const adopted = await adopt(world, memory.adoption, {
    sessions: before,
    listing,
    isBlind: silence.own !== undefined,
  });
  // Adoption has recorded and ended rows.
  const { sessions } = cache.read();
  const now = world.now();
  const stopped = withStopped(memory.stopped, sessions, listing.panes);
  const own = withWaiting(memory.waiting, { sessions, panes: stopped, now });
  const panes = new Map([...own.map(pane => [pane.id, pane] as const), ...adopted.panes]);
  const mayHave = sessions
    .filter(session => mayHaveEvents(session, panes) && silenceOf(silence, session) === undefined)
    .map(({ id }) => id);
  memory.round += 1;
  const taken = takeEventsOfAll(world.paths, mayHave, { round: memory.round, taken: memory.taken, now });
  const batches = new Map([...taken].map(([id, batch]) => [id, withEvents(batch, adopted.jobs.get(id))]));
  const stale = sessions.flatMap(({ id }) => {
    const pane = panes.get(id);
    const hasEvents = (batches.get(id)?.events.length ?? 0) > 0;
    const isAsked = isListed(pane) && silence.of(pane.place) === undefined;
    return isAsked && (hasEvents || needsLook(pane, memory.looks.get(id))) ? [pane] : [];
  });
  const screens = await world.backend.capture(stale);
  for (const pane of stale) memory.looks.set(pane.id, paneLook(pane, memory.looks.get(pane.id)));
  return { now, sessions, listing, silence, panes, batches, screens, jobs: adopted.jobs };
}

function isListed(pane: TerminalFact | undefined): pane is Listed {
  return pane?.place !== undefined;
}

/** What Claude Code's background service tells of it comes in no file. */
function withEvents(batch: EventBatch, job: JobFacts | undefined): EventBatch {
  return job && job.events.length > 0 ? { ...batch, events: [...batch.events, ...job.events] } : batch;
}

interface Seen {
  readonly session: Session;
  readonly previous: Status;
  readonly status: Status;
}

function conclude(
  world: World,
  memory: PollMemory,
  { look, session }: { readonly look: Look; readonly session: Session },
): Seen {
  const { id } = session;
  const silence = silenceOf(look.silence, session);
  if (silence !== undefined) return unheard(memory, session, silence);
  const pane = look.panes.get(id);
  const events = look.batches.get(id)?.events ?? [];
  const place = pane?.place;
  const previous = memory.statuses.get(id) ?? notAhead(session.status, look.now, events[0]?.at);
  memory.statuses.set(id, previous);
  const { spec, userState } = settledTimes(memory.told, session, look.now);
  rememberHome(memory, id, events);
  const status = observe({
    now: look.now,
    spec,
    userState,
    previous: pane && !place ? withoutPlace(previous) : previous,
    pane,
    place,
    serverGone: isServerGone(look.listing, previous) && !isUnheard(world, look.silence, previous),
    queued: look.queued.get(id),
    rebooted: (factsOf(previous).seenAliveAt ?? look.now) < (memory.rebootedBefore ?? 0),
    screen: look.screens.get(id),
    events,
    claudeJob: look.jobs.get(id)?.claudeJob,
    endedAt: look.jobs.get(id)?.endedAt,
    sessionFile: pane && sessionFileOf(world, memory, { session, pane, now: look.now }),
    keptMessages: pane?.dead ? readMessages(world.paths, id).length : 0,
    trouble: look.batches.get(id)?.problem ?? (pane && messagesProblem(world.paths, id)),
  });
  return { session, previous, status };
}

/** Where the server that should tell of it does not answer. */
function isUnheard({ backend }: World, silence: Silence, { place }: Status): boolean {
  const isElsewhere = place !== undefined && place.backend !== backend.name;
  return (isElsewhere ? silence.of(place) : silence.own) !== undefined;
}

/** Keeps its state; its row says why nothing else is known. */
function unheard(memory: PollMemory, session: Session, trouble: string): Seen {
  const seen = unseen(memory, session);
  const { previous } = seen;
  return previous.trouble === trouble ? seen : { ...seen, status: { ...previous, trouble } };
}

/** Keeps its state. */
function unseen(memory: PollMemory, session: Session): Seen {
  const status = memory.statuses.get(session.id) ?? session.status;
  return { session, previous: status, status };
}

/** The recorded state is no longer there: the file was damaged and set aside, or another process wrote it. */
function isLost({ session, status }: Seen): boolean {
  const recorded = session.status;
  return (['state', 'since', 'process'] as const).some(fact => recorded[fact] !== status[fact]);
}

/** It has left its pane: nothing may be written there any more. */
function withoutPlace(status: Status): Status {
  if (!status.place) return status;
  const { place: _left, ...rest } = status;
  return rest;
}

function mayHaveEvents(session: Session, panes: ReadonlyMap<string, TerminalFact>): boolean {
  return panes.has(session.id) || session.status.process !== 'exited';
}
