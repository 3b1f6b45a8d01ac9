import { isSameQuestion } from '../sessions/question.ts';
import { findSession, type Peek, replyField, type ViewState } from '../view/view-state.ts';

/** Where nobody has scrolled: the latest output, or the beginning of what is to be approved. */
export const live = { top: undefined, held: undefined, fresh: 0 } as const;

/** A peek at this session, with a reply bound to the question that stands there now. */
export function peekOf(state: ViewState, id: string): Peek | undefined {
  const session = findSession(state, id);
  if (!session) return undefined;
  const { question, questionNumber } = session.conclusion;
  return { id, lines: [], question, questionNumber, ...live, chosen: [], isStale: false };
}

/**
 * The open peek after the sessions changed: it shows the new question while nothing is chosen or typed; else the
 * old one stays, marked stale, because a reply goes to the question that it answers or nowhere (X3).
 */
export function followSession(state: ViewState): Peek | undefined {
  const { peek } = state;
  if (!peek) return undefined;
  const session = findSession(state, peek.id);
  if (!session) return undefined;
  const { question, questionNumber } = session.conclusion;
  if (questionNumber === peek.questionNumber && isSameQuestion(question, peek.question)) return peek;
  const isAnswering = peek.chosen.length > 0 || replyField(state).text !== '';
  if (isAnswering && peek.question) return peek.isStale ? peek : { ...peek, isStale: true };
  const { alike: _others, sent: _sent, ...kept } = peek;
  // Whoever reads back in the output goes on reading; what is asked stands below it.
  return { ...kept, question, questionNumber, ...(peek.held ? {} : live), chosen: [], isStale: false };
}

/** Which options stand as the answer: chosen, being sent, or ticked in the dialog itself. */
export function tickedOptions({ question, chosen, sent = [] }: Peek): readonly number[] {
  if (chosen.length > 0) return chosen;
  if (sent.length > 0) return sent;
  return question?.options.flatMap(({ checked }, index) => (checked ? [index] : [])) ?? [];
}
