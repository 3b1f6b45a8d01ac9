import { peekOf, tickedOptions } from '../peek/peek.ts';
import { takesWords } from '../peek/reply-placeholder.ts';
import type { Question } from '../sessions/question.ts';
import { type Peek, replyField, selectedSession, type ViewState } from '../view/view-state.ts';
import { type Change, type Command, isFieldEmpty } from './command.ts';
import { boundAlike, movedOn } from './reply.ts';

/** Looking at a session, and choosing what to answer. */
export const peekCommands: readonly Command[] = [
  {
    name: 'peek',
    keys: { list: ['space'] },
    doc: 'Peek: question, options, latest output',
    when: isFieldEmpty,
    refuse: state => (selectedSession(state) ? undefined : 'There is no session to peek at.'),
    run: state => ({
      set: { mode: 'peek', peek: state.selectedId ? peekOf(state, state.selectedId) : undefined },
    }),
  },
  {
    name: 'close peek',
    keys: { peek: ['space'] },
    doc: 'Close the peek',
    when: isFieldEmpty,
    run: () => ({ set: { mode: 'list', peek: undefined } }),
  },
  {
    name: 'choose',
    keys: { peek: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    shownKeys: '1-9',
    doc: 'Choose an option; Enter sends it',
    when: state =>
      (replyField(state).text === '' || !takesWords(state)) &&
      (state.peek?.question?.kind ?? 'prose') !== 'prose',
    refuse: refuseChoice,
    run: choose,
  },
];

/** A digit beyond the last option is a slip, and would be an answer in words. */
function refuseChoice(state: ViewState, key: string): string | undefined {
  const count = state.peek?.question?.options.length ?? 0;
  if (state.peek?.isStale) return movedOn;
  // A hook tells of a dialog before it can be read on the screen.
  if (count === 0) return 'Its options are still being read: press the number again in a moment.';
  return Number(key) > count ? `There is no option ${key}: press 1-${count}.` : undefined;
}

function choose(state: ViewState, key: string): Change {
  const { peek } = state;
  if (!peek?.question) return {};
  const index = Number(key) - 1;
  const alike = boundAlike(state);
  // Words that cannot be sent anyway.
  const { [peek.id]: _words, ...replies } = state.replies;
  const chosen = peek.question.multiple ? toggled(peek, peek.question, index) : [index];
  return { set: { replies, peek: { ...peek, alike, chosen, sent: [] } } };
}

/** Boxes go together; an option without one stands alone. */
function toggled(peek: Peek, { options }: Question, index: number): readonly number[] {
  const ticked = tickedOptions(peek);
  if (ticked.includes(index)) return ticked.filter(other => other !== index);
  const isRead = options.some(({ checked }) => checked !== undefined);
  const isBox = (at: number) => !isRead || options[at]?.checked !== undefined;
  return isBox(index) ? [...ticked.filter(isBox), index].sort((a, b) => a - b) : [index];
}
