import { areOptionsToCome, isSameQuestion } from '../../core/question/question.ts';
import type { Session } from '../../core/session/session.ts';
import { keptReplies, type Peek, type PeekState, replyField } from '../state/peek.ts';
import { findSession } from '../state/sessions.ts';
import type { Changes, Slices } from '../state/view-state.ts';
import { isChosenByDigit, isReplyEmpty, withDigits } from './reply/typed-digits.ts';
import { unreadableLines } from './unreadable.ts';

/** Where nobody has scrolled: the latest output, or the beginning of what is to be approved. */
export const live = { top: undefined, held: undefined, fresh: 0 } as const;

/** A peek at this session, with a reply bound to the question that stands there now. */
export function peekOf(state: Slices<'keys' | 'sessions'>, id: string): Peek | undefined {
  const session = findSession(state.sessions, id);
  if (!session) return undefined;
  const { question, questionNumber } = session.status;
  const lines = session.unreadable === undefined ? [] : unreadableLines(state.keys, session);
  return { id, lines, question, questionNumber, ...live, chosen: [], isStale: false };
}

/**
 * The open peek after the sessions changed: it shows the new question while nothing is chosen or typed; else the
 * old one stays, marked stale, because a reply goes to the question that it answers or nowhere.
 */
export function followSession(state: Slices<'clock' | 'sessions' | 'peek'>): Changes {
  const { open: peek, replies } = state.peek;
  const session = findSession(state.sessions, peek?.id);
  if (!peek || !session) return { peek: { open: undefined, replies: keptReplies(state.peek) } };
  const { question, questionNumber } = session.status;
  const isSame = questionNumber === peek.questionNumber && isSameQuestion(question, peek.question);
  if (isSame && areOptionsToCome(question) === areOptionsToCome(peek.question))
    return { peek: { open: peek, replies } };
  if (isReplyEmpty(state.peek))
    return { peek: { open: { ...shows(peek, session), ...change(state, session) }, replies } };
  if (isTheOneTold(peek, session))
    return { peek: { open: withOptions(state.peek, shows(peek, session)), replies } };
  if (peek.question) return { peek: { open: peek.isStale ? peek : { ...peek, isStale: true }, replies } };
  return askedMeanwhile(state, shows(peek, session));
}

/** A digit that is under way was meant for the question that stood there before, unless that was answered from here. */
function change(
  { peek: { open: peek }, clock: { now } }: Slices<'clock' | 'peek'>,
  session: Session,
): Pick<Peek, 'changedAt'> {
  const isOther = peek?.question !== undefined && peek.sent === undefined && !isTheOneTold(peek, session);
  return isOther && !isSameQuestion(session.status.question, peek.question) ? { changedAt: now } : {};
}

/** What was chosen, written or sent for another question is not for this one. */
function shows(peek: Peek, { status }: Session): Peek {
  const { alike: _others, sent: _sent, typed: _typed, sendsUntil: _until, isUnseen: _unseen, ...kept } = peek;
  const { question, questionNumber } = status;
  // Anyone who reads back in the output goes on reading; what is asked stands below it.
  return { ...kept, question, questionNumber, ...(peek.held ? {} : live), chosen: [], isStale: false };
}

/** Told by a hook before; now it stands on the screen. */
function isTheOneTold(peek: Peek, { status: { question, questionNumber } }: Session): boolean {
  const told = peek.question;
  const isSameKind = told !== undefined && question?.kind === told.kind;
  return isSameKind && areOptionsToCome(told) && questionNumber === peek.questionNumber;
}

/** What was typed for it before counts now. */
function withOptions({ open: before }: PeekState, peek: Peek): Peek {
  const { typed, sendsUntil } = before ?? {};
  return { ...(typed ? withDigits(peek, typed) : peek), ...(sendsUntil !== undefined && { sendsUntil }) };
}

/** A digit that came so shortly before the question was pressed for it: the row asked already. */
const underWayMs = 1000;

/**
 * It asks while a reply is written: a number that is under way is an answer, an older one is not; a text may have been
 * meant for something else, too.
 */
function askedMeanwhile(state: Slices<'clock' | 'peek'>, peek: Peek): Changes {
  const { text } = replyField(state.peek);
  if (peek.question === undefined) return { peek: { open: peek, replies: state.peek.replies } };
  if (!/^\d+$/.test(text) || !isChosenByDigit(peek.question))
    return { peek: { open: { ...peek, isUnseen: true }, replies: state.peek.replies } };
  const { [peek.id]: _digits, ...replies } = state.peek.replies;
  const isUnderWay = state.clock.now - state.clock.lastKeyAt < underWayMs;
  return { peek: { open: isUnderWay ? { ...withDigits(peek, text), isUnseen: true } : peek, replies } };
}

/** Which options stand as the answer: chosen, being sent, or ticked in the dialog itself. */
export function tickedOptions({ question, chosen, typed, sent = [] }: Peek): readonly number[] {
  if (chosen.length > 0 || typed) return chosen;
  if (sent.length > 0) return sent;
  return question?.options.flatMap(({ checked }, index) => (checked ? [index] : [])) ?? [];
}
