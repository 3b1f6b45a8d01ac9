import { howToMove, isElsewhere } from '../adopted.ts';
import { findAgent } from '../agents/index.ts';
import { peekOf } from '../peek.ts';
import { isResumable } from '../resumable.ts';
import { displayName, replyField, selectedSession, type ViewState } from '../view-state.ts';
import { type Change, type Command, isFieldEmpty, notice } from './command.ts';
import { attach, refuseAttach } from './open.ts';

/** Looking at a session and answering it. */
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
    when: state => replyField(state).text === '' && (state.peek?.question?.kind ?? 'prose') !== 'prose',
    refuse: refuseChoice,
    run: choose,
  },
  {
    name: 'send',
    keys: { peek: ['return'] },
    doc: 'Send the choice or the reply; with neither, attach',
    refuse: refuseSend,
    run: send,
  },
];

const movedOn = 'The session has moved on; nothing was sent. Esc, then Space, shows what it asks now.';

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
  if (!peek.question.multiple) return { set: { peek: { ...peek, chosen: [index] } } };
  const chosen = peek.chosen.includes(index)
    ? peek.chosen.filter(other => other !== index)
    : [...peek.chosen, index].sort((a, b) => a - b);
  return { set: { peek: { ...peek, chosen } } };
}

function refuseSend(state: ViewState): string | undefined {
  const { peek } = state;
  const session = selectedSession(state);
  if (!peek || !session) return 'The session is gone.';
  const text = replyField(state).text;
  if (!text && peek.chosen.length === 0) return refuseAttach(state);
  if (peek.isStale) return movedOn;
  const name = displayName(session);
  if (isElsewhere(session)) return `${howToMove(name, session)} Nothing was sent.`;
  if (isResumable(session)) {
    return text ? undefined : `${name} has ended, and so has its question. Enter resumes it.`;
  }
  if (session.conclusion.process !== 'alive') return `${name} has ended; nothing was sent.`;
  if (!peek.question) return undefined;
  const agent = findAgent(session.spec.agent);
  const steps = agent?.answer(peek.question, { choices: peek.chosen, ...(text ? { text } : {}) });
  return steps ? undefined : `This question of ${name} takes no text: press the number of an option.`;
}

function send(state: ViewState): Change {
  const { peek } = state;
  const text = replyField(state).text;
  if (!peek || (!text && peek.chosen.length === 0)) return attach(state);
  const { [peek.id]: _sent, ...replies } = state.replies;
  return {
    set: { replies, peek: { ...peek, chosen: [] }, notice: notice(state, 'Sending…') },
    effects: [
      {
        type: 'reply',
        id: peek.id,
        question: peek.question,
        questionNumber: peek.questionNumber,
        reply: { choices: peek.chosen, ...(text ? { text } : {}) },
      },
    ],
  };
}
