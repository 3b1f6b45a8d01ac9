import { findAgent } from '../agents/index.ts';
import { progressOf } from '../session/progress.ts';
import type { Memory, Status } from '../session/session.ts';
import type { ProcessState, State } from '../session/state.ts';
import { keptWords, untoldTrouble } from '../session/trouble.ts';
import { isSame } from '../text/same.ts';
import { isQueued, lastVerdict, weighEnd, weighMissing, weighQueued, weighRested } from './observe-end.ts';
import { type Facts, hasEnded, isStarting, type Observation } from './observe-facts.ts';
import { remember } from './observe-memory.ts';
import { numberOf, toldQuestion } from './observe-number.ts';
import { restAfter, restBefore, restStill } from './observe-rest.ts';
import { weighSuspended } from './observe-suspended.ts';
import { weigh } from './observe-verdict.ts';
import type { Verdict } from './verdict.ts';

/** Concludes what a session does; the very same `previous` when nothing changed. */
export function observe(input: Observation): Status {
  const { previous, spec } = input;
  const isNewRun = startedAnew(input);
  if (previous?.process === 'exited' && !isNewRun) return previous;
  const before = previous && isNewRun ? beforeRun(previous, input.now) : previous;
  const agent = findAgent(spec.agent);
  const events = isNewRun ? eventsOfRun(input.events) : input.events;
  const known = before?.memory ?? {};
  const memory = remember({ ...input, events }, input.claudeJob ? withoutScreen(known) : known, agent);
  const facts = { ...input, previous: before, memory, agent };
  const next = conclude(facts, judge(facts));
  return previous && isUnchanged(previous, next) ? previous : next;
}

function judge(facts: Facts): Verdict {
  if (isQueued(facts)) return weighQueued(facts);
  const rested = weighRested(facts);
  if (rested) return rested;
  if (hasEnded(facts)) return weighEnd(facts);
  const suspended = weighSuspended(facts);
  if (suspended) return suspended;
  return facts.pane ? weigh(facts) : weighMissing(facts);
}

/** One look at many sessions, by id. */
export function observeAll(inputs: readonly Observation[]): ReadonlyMap<string, Status> {
  return new Map(inputs.map(input => [input.spec.id, observe(input)]));
}

/** Started again: alive again, another process than before, or told so when it has ended already. */
function startedAnew({ previous, pane, events, claudeJob }: Observation): boolean {
  if (!previous || !pane) return false;
  // Claude Code's own background has taken the conversation over, in the middle of a turn, too.
  if (claudeJob !== undefined && previous.process === 'alive') return false;
  // The news of its start can come when a short run has been seen to its end.
  const isTold = events.some(({ name }) => name === 'Started') && pane.pid !== previous.pid;
  if (previous.process === 'exited' && (!pane.dead || isTold)) return true;
  return previous.pid !== undefined && pane.pid > 0 && pane.pid !== previous.pid;
}

/** How long before the news of its start a run may have told something itself; ms. */
const startGapMs = 1000;

/** Without the last words of the run before, which lay unread once it had ended. */
function eventsOfRun(events: Observation['events']): Observation['events'] {
  const startedAt = events.findLast(({ name }) => name === 'Started')?.at ?? 0;
  return events.filter(({ at }) => at >= startedAt - startGapMs);
}

/** Of a terminal that it has left. */
function withoutScreen({
  screen: _screen,
  screenHash: _hash,
  screenChangedAt: _at,
  ...rest
}: Memory): Memory {
  return rest;
}

function beforeRun(previous: Status, now: number): Status {
  const {
    endedAt: _endedAt,
    exitCode: _exitCode,
    question: _question,
    waitingFor: _waitingFor,
    ...kept
  } = previous;
  const { hasWorked } = previous.memory;
  const rest = restBefore(previous, now);
  const memory: Memory = { ...(hasWorked !== undefined && { hasWorked }), ...(rest && { before: rest }) };
  return { ...kept, startedAt: now, process: 'none', memory };
}

function conclude(facts: Facts, verdict: Verdict): Status {
  const { previous, pane, spec, memory, claudeJob } = facts;
  const process = processState(facts);
  const progress = isBusy(verdict.state) ? progressOf(memory.progress ?? {}) : undefined;
  const asked = { previous, memory, question: verdict.question };
  const told = toldQuestion(asked);
  const rested = withRest(facts, verdict, process);
  const sessionId = sessionIdOf(facts);
  const place = facts.place ?? previous?.place;
  const pid = pane && pane.pid > 0 ? pane.pid : previous?.pid;
  const kept = verdict.state === 'failed' ? keptWords(facts.keptMessages) : undefined;
  const trouble = process === 'exited' ? kept : (facts.trouble ?? untoldTrouble(facts));
  return {
    version: 1,
    id: spec.id,
    state: verdict.state,
    ...(verdict.waitingFor && { waitingFor: verdict.waitingFor }),
    ...(verdict.question && { question: verdict.question }),
    questionNumber: numberOf(asked),
    summary: verdict.summary,
    ...(verdict.end && { end: verdict.end }),
    ...(trouble !== undefined && { trouble }),
    ...(progress && { progress }),
    process,
    ...(pid !== undefined && { pid }),
    startedAt: startOf(facts),
    ...(process === 'exited' && { endedAt: previous?.endedAt ?? facts.endedAt ?? facts.now }),
    ...(process === 'exited' && pane?.exitCode !== undefined && { exitCode: pane.exitCode }),
    since: sinceWhen(facts, verdict),
    ...(sessionId !== undefined && { sessionId }),
    ...(place && { place }),
    ...(claudeJob !== undefined && { claudeJob }),
    evidence: verdict.evidence,
    memory: told ? { ...rested, told } : rested,
  };
}

/** With what is to be known of this run when the next one begins. */
function withRest(facts: Facts, verdict: Verdict, process: ProcessState): Memory {
  const { before, ...memory } = facts.memory;
  const hasJustEnded = process === 'exited' && facts.previous?.process !== 'exited';
  const rest = hasJustEnded
    ? restAfter(facts.memory, lastVerdict(facts), facts.now)
    : restStill(facts.memory, verdict);
  return rest ? { ...memory, before: rest } : memory;
}

function isBusy(state: State): boolean {
  return state === 'working' || state === 'needs-input' || state === 'sleeping';
}

/** A wait in the queue is no run. */
function startOf({ memory, previous, spec }: Facts): number {
  return Math.max(memory.releasedAt ?? 0, previous?.startedAt ?? spec.createdAt);
}

function processState(facts: Facts): ProcessState {
  const { pane, userState, previous } = facts;
  if (isQueued(facts)) return 'none';
  if (hasEnded(facts)) return 'exited';
  if (pane) return 'alive';
  const isWaiting = previous?.state === 'sleeping' || isStarting(facts);
  return isWaiting && userState.stoppedAt === undefined ? 'none' : 'exited';
}

/** The agent's own word first: `/clear` begins another conversation in the same process. */
function sessionIdOf({ events, agent, sessionFile, previous, spec }: Facts): string | undefined {
  const told = events.map(event => agent?.readEvent(event)?.sessionId).findLast(id => id !== undefined);
  return sessionFile?.sessionId ?? told ?? previous?.sessionId ?? spec.sessionId;
}

function sinceWhen({ previous, now, memory }: Facts, verdict: Verdict): number {
  // Started again, it is where it was.
  const { before } = memory;
  if (before?.state === verdict.state && before.summary === verdict.summary) return before.since;
  const at = Math.min(now, Math.max(previous?.startedAt ?? 0, verdict.since));
  if (!previous || previous.state !== verdict.state) return at;
  // A whole turn can pass between two looks.
  const hasNewTurn = memory.lastTurnAt !== undefined && memory.lastTurnAt !== previous.memory.lastTurnAt;
  return hasNewTurn ? Math.max(previous.since, Math.min(now, memory.lastTurnAt)) : previous.since;
}

/** A spinner's turning is no change: times and hashes of what says the same are left as they were. */
function isUnchanged(previous: Status, next: Status): boolean {
  return isSame(withoutTimes(previous), withoutTimes(next));
}

function withoutTimes({ evidence, memory, ...rest }: Status): unknown {
  const { screenHash: _hash, screenChangedAt: _at, ...remembered } = memory;
  return { ...rest, evidence: evidence.map(({ at: _seen, ...each }) => each), memory: remembered };
}
