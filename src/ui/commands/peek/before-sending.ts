import { areOptionsToCome } from '../../../core/question/question.ts';
import { withKeys } from '../../keys/key-for.ts';
import { isReplyEmpty, isWritingForChoice, needsText } from '../../peek/reply/typed-digits.ts';
import { replyField } from '../../state/peek.ts';
import type { Changes, ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';
import { hasReply, refuseSend } from './reply.ts';

/** Enter that cannot send yet: words are missing, the question was not seen, or its options are not known. */
export const beforeSendingCommands: readonly Command[] = [
  {
    name: 'write for the choice',
    keys: { peek: ['return', 'alt+return'] },
    precedence: 'missing words',
    follows: ['send', 'answer alike'],
    when: state => needsText(state) && state.peek.open?.isStale === false,
    run: writeForChoice,
  },
  {
    // An option that can do without words gets its field, too.
    name: 'write with the choice',
    keys: { peek: ['tab'] },
    precedence: 'missing words',
    follows: ['suggest'],
    when: state =>
      replyField(state.peek).text === '' && isWritingForChoice(state) && state.peek.open?.isStale === false,
    run: writeForChoice,
  },
  {
    name: 'look first',
    keys: { peek: ['return', 'alt+return'] },
    precedence: 'unread',
    follows: ['send', 'answer alike'],
    when: state => state.peek.open?.isUnseen === true && hasReply(state),
    run: lookFirst,
  },
  {
    name: 'send when the options are known',
    keys: { peek: ['return'] },
    precedence: 'case',
    follows: ['send'],
    when: state =>
      hasReply(state) && areOptionsToCome(state.peek.open?.question) && refuseSend(state) === undefined,
    run: sendLater,
  },
];

/** How long the options of a dialog may take to come. */
const optionsMs = 5000;

/** The digits have done their part: what follows goes with the choice, digits too. */
function writeForChoice(state: ViewState): Change {
  const peek = state.peek.open;
  if (!peek) return {};
  const { typed: _digits, ...rest } = peek;
  const label = peek.question?.options[peek.question.freeText ?? -1]?.label ?? '';
  const text = `Write what goes with "${label}", then Enter.`;
  return { set: { peek: { open: rest }, notices: { current: notice(state, text, 'attention') } } };
}

function lookFirst(state: ViewState): Change {
  const peek = state.peek.open;
  if (!peek) return {};
  const { isUnseen: _seen, ...rest } = peek;
  const isText = replyField(state.peek).text !== '';
  const text = `It has just asked this; nothing was sent. Enter sends ${isText ? 'your words' : 'the choice'}.`;
  return { set: { peek: { open: rest }, notices: { current: notice(state, text, 'attention') } } };
}

function sendLater(state: ViewState): Change {
  const peek = state.peek.open;
  if (!peek) return {};
  const text = 'It goes out as soon as the options can be read. Esc takes it back.';
  const said = notice(state, text, 'muted', optionsMs);
  return {
    set: { peek: { open: { ...peek, sendsUntil: state.clock.now + optionsMs } }, notices: { current: said } },
  };
}

/** What becomes of an Enter that came before the options; undefined while they are not known, or when none did. */
export function dueReply({
  keys: { mode },
  clock: { now },
  peek: { open: peek },
}: ViewState): 'send' | 'give up' | undefined {
  if (mode !== 'peek' || peek?.sendsUntil === undefined) return undefined;
  if (peek.isStale || !areOptionsToCome(peek.question)) return 'send';
  return now > peek.sendsUntil ? 'give up' : undefined;
}

/** Nothing goes out by itself any more. */
export function withoutDue(state: ViewState): Changes {
  const peek = state.peek.open;
  if (!peek) return {};
  const { sendsUntil: _until, ...rest } = peek;
  if (!isReplyEmpty(state.peek) && dueReply(state) === 'send') return { peek: { open: rest } };
  const text = withKeys(
    state.keys,
    'Its options could not be read; nothing was sent. {send} tries again[, {attach} attaches].',
  );
  return { peek: { open: rest }, notices: { current: notice(state, text, 'attention') } };
}
