import { isGeneral } from '../agents/general/with-general-rules.ts';
import type { Agent, EventReading } from '../agents/shared/agent.ts';
import type { AgentEvent } from '../events/agent-event.ts';
import { isSameQuestion } from '../question/question.ts';
import type { Screen } from '../screen/screen.ts';
import { complaintIn, oneLine } from '../screen/screen-text.ts';
import { withStep } from '../session/progress.ts';
import type { Memory, ScreenMemory } from '../session/session.ts';
import { isPrompt } from './given-back.ts';
import { hashOfLines } from './hash.ts';
import { hasShownNothing, type Observation } from './observe-facts.ts';
import { outputFacts } from './observe-growth.ts';

/** The facts of earlier looks with those of this one. */
export function remember(input: Observation, before: Memory, agent: Agent | undefined): Memory {
  const { pane, now } = input;
  const seenAlive = pane && before.seenAliveAt === undefined ? { seenAliveAt: now } : {};
  const isReleased = input.previous?.state === 'queued' && input.queued === undefined;
  const released = isReleased && before.releasedAt === undefined ? { releasedAt: now } : {};
  const dead = pane?.dead && before.deadAt === undefined ? { deadAt: now } : {};
  const start: Memory = { ...before, ...startFacts(input.events), ...released, ...seenAlive, ...dead };
  const seen = input.events.reduce((memory, event) => rememberEvent(memory, event, agent), start);
  return input.screen && agent ? rememberScreen(seen, input, { screen: input.screen, agent }) : seen;
}

/** What the dispatcher says of a start: a session that dies before the first look was alive nevertheless. */
function startFacts(events: readonly AgentEvent[]): Partial<Memory> {
  const failure = events.findLast(event => event.name === 'StartFailed')?.data['message'];
  const started = events.find(event => event.name === 'Started');
  const step = events.findLast(({ name }) => ['Preparing', 'Prepared', 'StartFailed'].includes(name));
  const preparing = step?.name === 'Preparing' ? step.data['summary'] : undefined;
  return {
    ...(started && { seenAliveAt: started.at }),
    ...(step && { preparing: typeof preparing === 'string' ? preparing.slice(0, 200) : '' }),
    // Only now does the program itself begin.
    ...(step?.name === 'Prepared' && { seenAliveAt: step.at }),
    ...(typeof failure === 'string' && { startProblem: failure.slice(0, 500) }),
  };
}

function rememberEvent(memory: Memory, event: AgentEvent, agent: Agent | undefined): Memory {
  const reading = agent?.readEvent(event);
  // An event can come twice, after a crash between recording and removing it.
  if (!reading || event.at < (memory.lastEvent?.at ?? 0)) return memory;
  const { activity: _activity, ...rest } = memory;
  const withTurn = { ...rest, ...turnFacts(memory, reading, event) };
  if (!reading.state)
    return memory.activity === undefined ? withTurn : { ...withTurn, activity: memory.activity };
  return {
    ...withTurn,
    ...(reading.state === 'working' && !reading.turn && reading.summary && { activity: reading.summary }),
    lastEvent: {
      name: event.name,
      at: event.at,
      says: reading.state,
      ...(reading.summary && { text: reading.summary }),
      ...(reading.waitingFor && { waitingFor: reading.waitingFor }),
      ...(reading.question && { question: reading.question, askedAt: askedSince(memory, reading, event) }),
    },
  };
}

/** Claude Code tells twice of a question and of a plan: before the tool, and as a request of permission. */
function askedSince(memory: Memory, { question }: EventReading, { at }: AgentEvent): number {
  const { lastEvent, told, screen } = memory;
  const isGone = told?.isSeen === true && screen?.state !== 'needs-input' && screen?.state !== 'unknown';
  const isRepeated = lastEvent?.question !== undefined && isSameQuestion(lastEvent.question, question);
  return isRepeated && !isGone ? (lastEvent.askedAt ?? lastEvent.at) : at;
}

function turnFacts(memory: Memory, reading: EventReading, event: AgentEvent): Partial<Memory> {
  return {
    ...(reading.turn && { hasWorked: true, lastTurnAt: event.at }),
    ...(reading.backgroundTasks !== undefined && { backgroundTasks: reading.backgroundTasks }),
    ...(reading.progress && { progress: withStep(memory.progress ?? {}, reading.progress) }),
  };
}

function rememberScreen(
  memory: Memory,
  input: Observation,
  { screen, agent }: { screen: Screen; agent: Agent },
): Memory {
  const screenHash = hashOf(screen, agent);
  if (screenHash === memory.screenHash) return memory;
  const { draft, open: _open, isGivenBack: _given, ...read } = agent.readScreen(screen);
  const reading = isGivenBack(memory, { ...read, draft, now: input.now }) ? givenBack(agent) : read;
  const seen = { ...memory, ...firstWords(memory, reading, screen) };
  // What is left after the end says less than what was seen before it.
  if (input.pane?.dead && reading.state === 'unknown') return seen;
  const isAnswered = reading.state === 'unknown' && memory.screen?.state === 'needs-input';
  const begun = isAnswered && !memory.hasWorked ? { begunAt: input.now } : {};
  const changed = { screenHash, screenChangedAt: input.now, screen: reading };
  const drawn = reading.state === 'unknown' ? {} : { hasDrawn: true };
  const { promptAt: _promptAt, output: _output, ...rest } = seen;
  const turn = isPreparing(memory, reading)
    ? {}
    : { ...workFacts(reading), ...promptFacts(memory, reading, input.now) };
  const output = outputFacts(memory, { screen, agent, reading, now: input.now });
  return { ...rest, ...begun, ...changed, ...drawn, ...turn, ...output };
}

/** How long a screen from before a prompt was sent may come after the news of it. */
const sentMs = 1500;

/**
 * Interrupted before it has said anything, Qwen Code takes the turn out of its transcript and puts the prompt back where it
 * was typed: nothing else tells of it.
 */
function isGivenBack(
  memory: Memory,
  {
    state,
    draft = '',
    now,
  }: Pick<ScreenMemory, 'state'> & { readonly draft: string | undefined; readonly now: number },
): boolean {
  const { lastEvent, screen, screenChangedAt = 0 } = memory;
  if (state === 'working' || lastEvent?.says !== 'working' || lastEvent.name !== 'UserPromptSubmit')
    return false;
  // Until the next turn begins, whatever becomes of that draft.
  if (screen?.rule.endsWith('.given-back') && screenChangedAt >= lastEvent.at) return true;
  // Before it was sent, it stood there, too.
  const wasBusy = screen?.state === 'working' || now - lastEvent.at >= sentMs;
  return wasBusy && isPrompt(lastEvent.text, draft);
}

function givenBack({ name }: Agent): ScreenMemory {
  return { state: 'idle', rule: `${name}.screen.given-back`, summary: 'interrupted' };
}

/** Of a program of which only general rules know something, what turns before its first prompt is its start. */
function isPreparing({ promptAt, hasWorked, hasShownTurn }: Memory, reading: ScreenMemory): boolean {
  return isGeneral(reading) && reading.state === 'working' && !promptAt && !hasWorked && !hasShownTurn;
}

/** Since when the prompt is empty at which a first turn is to begin; below a footer that changes it is the same prompt. */
function promptFacts(
  { promptAt, hasShownTurn }: Memory,
  reading: ScreenMemory,
  now: number,
): Partial<Memory> {
  if (hasShownTurn) return {};
  if (isTurn(reading)) return { hasShownTurn: true };
  const isEmpty = reading.state === 'idle' && reading.summary === undefined;
  return isEmpty ? { promptAt: promptAt ?? now } : {};
}

/** A program that cannot start says why in lines of its own. */
function firstWords(memory: Memory, { state }: ScreenMemory, { lines }: Screen): Partial<Memory> {
  if ((memory.hasWorked && !hasShownNothing(memory)) || state !== 'unknown') return {};
  const last = complaintIn(lines);
  return last === undefined ? {} : { lastWords: oneLine(last) };
}

function workFacts(reading: ScreenMemory): Partial<Memory> {
  return isTurn(reading) ? { hasWorked: true } : {};
}

function isTurn({ state, question }: ScreenMemory): boolean {
  return state === 'working' || state === 'completed' || state === 'failed' || question?.kind === 'prose';
}

/** Of title, lines and width. A spinner in the title says nothing new; the cursor of a job, whether a line has ended. */
function hashOf({ lines, title, width, cursorY }: Screen, { name }: Agent): string {
  const line = name === 'shell' ? [String(cursorY)] : [];
  return hashOfLines([title.replace(/[⠀-⣿]/gu, ''), ...line, ...lines], width);
}
