import { areOptionsToCome } from '../../core/question/question.ts';
import type { Status } from '../../core/session/session.ts';

/** How long a dialog may take to be drawn after a hook or file has reported it: 100 ms, more on a busy machine. */
const drawnMs = 1000;
/** How soon its screen is looked at again. */
export const drawingMs = 30;

/** When each session first told of a dialog that is not on its screen yet (ms), and the number it got. */
export type HeldQuestions = Map<string, { readonly since: number; readonly questionNumber: number }>;

interface Looked {
  readonly status: Status;
}

/**
 * The sessions whose question is kept back until its options can be read. A hook reports a permission before the
 * dialog is drawn, when it cannot be answered yet; its events stay in the inbox. Not for long: a dialog that is
 * approved by another hook is never drawn.
 */
export function heldBack(held: HeldQuestions, looked: readonly Looked[], now: number): ReadonlySet<string> {
  const waiting = looked.filter(({ status }) => isHeldBack(held, status, now));
  return new Set(waiting.map(({ status }) => status.id));
}

function isHeldBack(held: HeldQuestions, status: Status, now: number): boolean {
  const { id, question, questionNumber, state, process } = status;
  // Claude Code's session file tells that it waits, and not for what.
  const isUnread = question === undefined || (question.options.length === 0 && areOptionsToCome(question));
  if (state !== 'needs-input' || process !== 'alive' || !isUnread) {
    held.delete(id);
    return false;
  }
  const since = held.get(id)?.since ?? now;
  held.set(id, { since, questionNumber });
  // A clock that was set back must not hold it for longer.
  return now >= since && now - since < drawnMs;
}

/** tmux was told the number of a question that was held back: it counts also when it looks like the one before it. */
export function countHeld<T extends Looked>(held: HeldQuestions, looked: T): T {
  const { status } = looked;
  const { questionNumber = 0 } = held.get(status.id) ?? {};
  if (status.questionNumber >= questionNumber) return looked;
  return { ...looked, status: { ...status, questionNumber } };
}
