import type { Agent } from '../agents/shared/agent.ts';
import type { AgentEvent } from '../events/agent-event.ts';
import { factsOf } from '../lifecycle/status-facts.ts';
import { isSameQuestion } from '../question/question.ts';
import { count, listOf, number, oneOf, record, type Typed, versionOne } from '../schema.ts';
import type { Status } from '../session/session.ts';

export const deeds = ['turn', 'tool', 'asked', 'failed', 'ended'] as const;
export type Deed = (typeof deeds)[number];

/** What a session did, and how often up to then. `at` is ms since the epoch. */
export type JournalEntry = Typed<typeof entrySchema>;
const entrySchema = record({ at: number, deed: oneOf(deeds), count });

export type Journal = readonly JournalEntry[];
/** `jobs/<id>/journal.json` */
export const journalSchema = record({ version: versionOne, entries: listOf(entrySchema) });

/** One look at a session. */
export interface Looked {
  readonly now: number;
  readonly previous: Status;
  readonly next: Status;
  readonly events: readonly AgentEvent[];
  readonly agent: Agent | undefined;
}

const mostEntries = 200;
const minuteMs = 60_000;
/** A hook has been seen 0.1 s behind the screen; several hooks and a busy machine make it more. */
const toldLateMs = 3000;

/** The journal with what a look shows; the very same when that is nothing. The oldest entries give way. */
export function withLook(journal: Journal, looked: Looked): Journal {
  const { now } = looked;
  const added = deeds.flatMap(deed => {
    const count = counts[deed](looked);
    return count > 0 ? [{ at: now, deed, count }] : [];
  });
  return added.length === 0 ? journal : added.reduce(withEntry, journal).slice(-mostEntries);
}

const counts: Readonly<Record<Deed, (looked: Looked) => number>> = {
  turn: ({ previous, next, agent }) =>
    Number(agent?.name !== 'shell' && isTurnOver(next) && hasNewTurn(previous, next)),
  tool: ({ events, agent }) => events.filter(event => agent?.readEvent(event)?.ranTool).length,
  asked: ({ previous, next }) =>
    Number(
      next.question !== undefined &&
        !isSameQuestion(previous.question, next.question) &&
        previous.questionNumber !== next.questionNumber &&
        !isNextPage(previous, next),
    ),
  failed: ({ previous, next }) =>
    Number(next.state === 'failed' && previous.state !== 'failed' && !isOldFailure(next)),
  ended: ({ previous, next }) => Number(next.process === 'exited' && previous.process !== 'exited'),
};

/** Also one that ended with a question in prose. */
function isTurnOver({ state, question }: Status): boolean {
  return state === 'completed' || (state === 'needs-input' && question?.kind === 'prose');
}

/** A turn can pass between two looks; a screen that could not be read for a while, and a new start, are no turns. */
function hasNewTurn(previous: Status, next: Status): boolean {
  if (hasBegunNothing(previous, next)) return false;
  const { state } = previous;
  const isOther = factsOf(previous).lastTurnAt !== factsOf(next).lastTurnAt;
  // One that asked in prose has completed when it is left.
  if (isTurnOver(previous) && next.process === 'exited') return isOther;
  if (isTurnOver(previous)) return previous.since !== next.since && !isToldLate(previous, next);
  return state === 'working' || state === 'needs-input' || isOther;
}

function isOldFailure(status: Status): boolean {
  const { before } = factsOf(status);
  return before?.state === 'failed' && before.since === status.since;
}

/** Its program was started again, and it is where it was. */
function hasBegunNothing(previous: Status, next: Status): boolean {
  const { before } = factsOf(next);
  return before !== undefined && before.since === factsOf(previous).before?.since;
}

/** The screen shows the end of a turn before the agent's hook has told of it: that is one turn, not two. */
function isToldLate(previous: Status, next: Status): boolean {
  const wasTold = factsOf(previous).lastTurnAt === previous.since;
  return !wasTold && factsOf(next).lastTurnAt === next.since && next.since - previous.since < toldLateMs;
}

/** The questions of one dialog, and the review of their answers, come one after the other. */
function isNextPage(previous: Status, next: Status): boolean {
  const isAsking = previous.question?.kind === 'question' && next.question?.kind === 'question';
  const { toldAt } = factsOf(previous);
  return isAsking && toldAt !== undefined && toldAt === factsOf(next).toldAt;
}

/** Tools of the same minute are one entry. */
function withEntry(journal: Journal, entry: JournalEntry): Journal {
  const last = journal.at(-1);
  const isSameMinute =
    last?.deed === 'tool' && Math.floor(last.at / minuteMs) === Math.floor(entry.at / minuteMs);
  if (entry.deed !== 'tool' || !last || !isSameMinute) return [...journal, entry];
  return [...journal.slice(0, -1), { ...entry, count: last.count + entry.count }];
}
