import { howToMove, isElsewhere } from '../adopted.ts';
import { findAgent } from '../agents/index.ts';
import { directoryOf } from '../directory.ts';
import { readDispatch } from '../dispatch-line.ts';
import { activeFilter } from '../filter.ts';
import { orderedIds } from '../groups.ts';
import { remembered } from '../history.ts';
import { peekOf } from '../peek.ts';
import type { Session } from '../session.ts';
import { emptyField } from '../text-edit.ts';
import { displayName, replyField, selectedSession, type ViewState } from '../view-state.ts';
import { type Change, type Command, isFieldEmpty, notice } from './command.ts';

const numbered = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit => `alt+${digit}`);

/** Starting, looking at and answering sessions. */
export const openCommands: readonly Command[] = [
  {
    name: 'dispatch',
    keys: { list: ['return'] },
    doc: 'Start a session with the text; without text, attach',
    refuse: state => (isOpening(state) ? refuseAttach(state) : refuseDispatch(state)),
    run: state => (isOpening(state) ? attach(state) : dispatch(state, false)),
  },
  {
    name: 'dispatch and attach',
    keys: { list: ['shift+return', 'alt+return'] },
    shownKeys: 'Shift+Enter',
    doc: 'Start a session and attach to it at once',
    refuse: state => (isOpening(state) ? refuseAttach(state) : refuseDispatch(state)),
    run: state => (isOpening(state) ? attach(state) : dispatch(state, true)),
  },
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
  {
    name: 'attach',
    keys: { list: ['right'], peek: ['right'] },
    doc: 'Attach; Ctrl+Z, or ← on an empty prompt, comes back',
    when: isFieldEmpty,
    refuse: refuseAttach,
    run: attach,
  },
  {
    name: 'attach by number',
    keys: { list: numbered, peek: numbered },
    shownKeys: 'Alt+1..9',
    doc: 'Attach to session 1-9 of the selected row’s directory',
    refuse: (state, key) =>
      numberedId(state, key) ? undefined : `There is no session ${key.at(-1)} in this directory.`,
    run: (state, key) => {
      const id = numberedId(state, key);
      return id === undefined ? {} : { set: { selectedId: id }, effects: [{ type: 'attach', id }] };
    },
  },
];

/** The rows of the selected session's directory, in the order in which they are shown. */
function numberedId(state: ViewState, key: string): string | undefined {
  const focused = selectedSession(state);
  if (!focused) return undefined;
  const directory = directoryOf(focused);
  const byId = new Map(state.sessions.map(session => [session.id, session]));
  const isThere = (session: Session | undefined) =>
    session !== undefined && directoryOf(session) === directory;
  return orderedIds(state.groups).filter(id => isThere(byId.get(id)))[Number(key.at(-1)) - 1];
}

/** With a filter in the line, Enter goes to the row that it found. */
const isOpening = (state: ViewState) => isFieldEmpty(state) || activeFilter(state) !== undefined;

const movedOn = 'The session has moved on; nothing was sent. Esc, then Space, shows what it asks now.';

/** A digit beyond the last option is a slip, and would be an answer in words. */
function refuseChoice(state: ViewState, key: string): string | undefined {
  const count = state.peek?.question?.options.length ?? 0;
  if (state.peek?.isStale) return movedOn;
  // A hook tells of a dialog before it can be read on the screen.
  if (count === 0) return 'Its options are still being read: press the number again in a moment.';
  return Number(key) > count ? `There is no option ${key}: press 1-${count}.` : undefined;
}

function refuseAttach(state: ViewState): string | undefined {
  const session = selectedSession(state);
  if (state.groups.length === 0 && activeFilter(state)) return 'No session fits the filter. Esc clears it.';
  if (!session) return 'There is no session to attach to. Type a task and press Enter.';
  if (session.conclusion.tmux) return undefined;
  if (isElsewhere(session)) return howToMove(displayName(session), session);
  const name = displayName(session);
  return session.conclusion.process === 'none' && session.conclusion.state === 'working'
    ? `${name} is still starting.`
    : `The terminal of ${name} is gone; its last words: agents logs ${session.id}`;
}

function attach(state: ViewState): Change {
  return state.selectedId ? { effects: [{ type: 'attach', id: state.selectedId }] } : {};
}

function refuseDispatch(state: ViewState): string | undefined {
  const read = readDispatch(state.field.text, state.defaults);
  return read.type === 'refused' ? read.why : undefined;
}

function dispatch(state: ViewState, isAttaching: boolean): Change {
  const read = readDispatch(state.field.text, state.defaults);
  if (read.type === 'leave') return { effects: [{ type: 'leave' }] };
  if (read.type === 'refused') return {};
  return {
    set: {
      field: emptyField,
      notice: undefined,
      history: remembered(state.history, state.field.text),
      historyAt: undefined,
    },
    effects: [
      { type: 'dispatch', request: read.request, attach: isAttaching },
      { type: 'remember', text: state.field.text },
    ],
  };
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
