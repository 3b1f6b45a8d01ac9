import type { Memory, Rest, Status } from '../session/session.ts';
import type { Claim, Verdict } from './verdict.ts';

/** Whether its last turn has ended: what it came to then stays true when its program ends. */
export function isAtRest({ state, question }: Pick<Verdict, 'state' | 'question'>): boolean {
  if (state === 'needs-input') return question?.kind === 'prose';
  return state === 'completed' || state === 'failed' || state === 'idle';
}

/**
 * A program that was started again and has begun no turn is where the run before left it, whatever its first screens
 * show of the conversation, until it tells something itself. An error can be new.
 */
export function goesOn({ before, lastEvent }: Memory, claim: Claim): Claim {
  if (!before || lastEvent || claim.source === 'process') return claim;
  const isSame = isAtRest({ state: claim.says, ...(claim.question && { question: claim.question }) });
  if (!isSame || (claim.says === 'failed' && before.state !== 'failed')) return claim;
  const { state, waitingFor, question, summary, since } = before;
  return { ...claim, at: since, says: state, waitingFor, question, summary };
}

/** Its program had drawn nothing yet. */
export function isBeginning({ evidence }: Pick<Verdict, 'evidence'>): boolean {
  return evidence.some(({ decided, source }) => decided && source === 'process');
}

/**
 * What a session had come to when a run of its program ended, for the next one; undefined while nothing is known.
 * A turn that was cut off is an interrupted one.
 */
export function restAfter(
  memory: Memory,
  last: Pick<Verdict, 'state' | 'waitingFor' | 'question' | 'summary' | 'since' | 'evidence'>,
  endedAt: number,
): Rest | undefined {
  if (memory.hasWorked !== true || isBeginning(last) || last.state === 'unknown') return memory.before;
  if (!isAtRest(last)) return { state: 'idle', summary: 'interrupted', since: endedAt };
  const { state, waitingFor, question, summary, since } = last;
  return { state, ...(waitingFor && { waitingFor }), ...(question && { question }), summary, since };
}

/** The same for one whose end was not seen, or was recorded by an earlier version. */
export function restBefore(previous: Status, now: number): Rest | undefined {
  const { memory, process, state } = previous;
  if (process === 'alive') return restAfter(memory, previous, now);
  return (
    memory.before ??
    (state === 'completed' ? restAfter(memory, { ...previous, evidence: [] }, now) : undefined)
  );
}

/** What the runs before had come to; it counts until a turn begins in this one. */
export function restStill(memory: Memory, verdict: Verdict): Rest | undefined {
  if (memory.lastEvent) return undefined;
  const isTurn = verdict.state === 'working' && !isBeginning(verdict);
  // A dialog at the start, for example whether a folder is trusted, belongs to no turn.
  const isAsked = verdict.question !== undefined && !['prose', 'dialog'].includes(verdict.question.kind);
  return isTurn || isAsked ? undefined : memory.before;
}
