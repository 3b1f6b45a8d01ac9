import { findAgent } from '../../../core/agents/index.ts';
import { areOptionsToCome, type Question } from '../../../core/question/question.ts';
import { type Peek, type PeekState, replyField } from '../../state/peek.ts';
import { findSession } from '../../state/sessions.ts';
import type { Slices } from '../../state/view-state.ts';

/**
 * Digits that were pressed on an empty reply line choose options, until something else follows them: then they begin
 * a text. So they are kept as they were typed, and the choice is made from them.
 */
export function chosenByDigits(
  question: Question,
  typed: string,
  sent: readonly number[],
): readonly number[] {
  const { options, multiple } = question;
  const ticked = sent.length > 0 ? sent : options.flatMap(({ checked }, index) => (checked ? [index] : []));
  const start = multiple ? ticked : [];
  return [...typed].reduce<readonly number[]>((chosen, digit) => {
    const index = Number(digit) - 1;
    if (!options[index]) return multiple ? chosen : [];
    return multiple ? toggled(chosen, question, index) : [index];
  }, start);
}

/** Boxes go together; an option without one stands alone. */
function toggled(chosen: readonly number[], { options }: Question, index: number): readonly number[] {
  if (chosen.includes(index)) return chosen.filter(other => other !== index);
  const isRead = options.some(({ checked }) => checked !== undefined);
  const isBox = (at: number) => !isRead || options[at]?.checked !== undefined;
  return isBox(index) ? [...chosen.filter(isBox), index].sort((a, b) => a - b) : [index];
}

/** A dialog with options to choose by their numbers; one that is only a text field takes digits as text. */
export function isChosenByDigit(question: Question | undefined): question is Question {
  if (!question || question.kind === 'prose') return false;
  const isTextField = question.options.length === 1 && question.freeText === 0;
  return areOptionsToCome(question) || (question.options.length > 0 && !isTextField);
}

/** Nothing is chosen, typed or waited for: the keys of the peek mean what they say. */
export function isReplyEmpty(state: PeekState): boolean {
  const peek = state.open;
  return replyField(state).text === '' && !peek?.chosen.length && !peek?.typed;
}

/** The peek with these digits, and the choice that they make as soon as the options are known. */
export function withDigits(peek: Peek, typed: string): Peek {
  const { typed: _before, sendsUntil: _sends, ...rest } = peek;
  const chosen = typed !== '' && peek.question ? chosenByDigits(peek.question, typed, peek.sent ?? []) : [];
  return { ...rest, ...(typed && { typed }), chosen };
}

/** Whether the reply line stands for a choice that takes words, which go out together with it. */
export function isWritingForChoice(state: Slices<'sessions' | 'peek'>): boolean {
  const peek = state.peek.open;
  const free = peek?.question?.freeText;
  return (
    peek !== undefined && free !== undefined && peek.chosen.includes(free) && takesText(state, peek.chosen)
  );
}

/** Whether words can be given to what is asked, with these choices. */
export function takesText(state: Slices<'sessions' | 'peek'>, choices: readonly number[] = []): boolean {
  return isAnswerable(state, { choices, text: 'words' });
}

/** "Type something." is chosen: it says nothing without words. */
export function needsText(state: Slices<'sessions' | 'peek'>): boolean {
  const choices = state.peek.open?.chosen ?? [];
  if (replyField(state.peek).text.trim() !== '' || !isWritingForChoice(state)) return false;
  return !isAnswerable(state, { choices });
}

function isAnswerable(
  state: Slices<'sessions' | 'peek'>,
  reply: { readonly choices: readonly number[]; readonly text?: string },
): boolean {
  const question = state.peek.open?.question;
  const session = findSession(state.sessions, state.peek.open?.id);
  if (!question || !session) return false;
  return findAgent(session.spec.agent)?.answer(question, reply) !== undefined;
}

/**
 * What is typed after the number of an option that takes words belongs to it, unless it goes on with the number: then
 * that was the beginning of a text (`3.5 is too low`, `4 files`, `4th of July`).
 */
export function goesOnWithNumber(text: string): boolean {
  return sign.test(text) || unit.test(text);
}

/** What opens a text of its own (a quote, a path, a bracket, `@`) is not among the signs. */
const sign = /^(?:[\s,;:%)\]}+*=>&|^?’°€£–—…]|[./-]\d|\.\s|-\p{L}|["'$](?=[\s.,;:!?)]))/u;
const unit =
  /^(?:st|nd|rd|th|x|k|m|s|h|d|am|pm|ms|min|mins|sec|secs|hr|hrs|px|pt|em|rem|cm|mm|km|kg|[kmgt]i?b)(?=[\s.,:;!?)–-])/iu;
