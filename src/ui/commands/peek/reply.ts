import { findAgent } from '../../../core/agents/index.ts';
import type { BoundQuestion, Reply } from '../../../core/effects.ts';
import { restartKindOf } from '../../../core/lifecycle/restart.ts';
import { restartWords } from '../../../core/lifecycle/restart-words.ts';
import { replyRoute } from '../../../core/message/route.ts';
import { areOptionsToCome, type Question } from '../../../core/question/question.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import { againHint } from '../../peek/peek-question.ts';
import { alikeSessions } from '../../peek/reply/alike.ts';
import { suggestions } from '../../peek/reply/suggest.ts';
import { isChosenByDigit, isReplyEmpty } from '../../peek/reply/typed-digits.ts';
import { refuseUnreadable } from '../../peek/unreadable.ts';
import { replyField } from '../../state/peek.ts';
import { findSession } from '../../state/sessions.ts';
import { fieldWith } from '../../state/text-edit.ts';
import { type Changes, changed, selectedSession, type ViewState } from '../../state/view-state.ts';
import { refuseGone } from '../../view/held-session.ts';
import type { Change } from '../change.ts';
import { type Command, notice, withField } from '../command.ts';
import { attach, refuseAttach } from '../row/attach.ts';

export function movedOn(state: ViewState): string {
  return withKeys(state.keys, `The session has moved on; nothing was sent.${againHint}`);
}

/** Answering the session that is peeked at. */
export const replyCommands: readonly Command[] = [
  {
    // Enter that is pressed twice would send, and then attach.
    name: 'one Enter too many',
    keys: { peek: ['return'] },
    precedence: 'early',
    follows: ['send'],
    when: state => state.clock.now - (state.peek.open?.sentAt ?? 0) < againMs && !hasReply(state),
    run: () => ({}),
  },
  {
    name: 'send',
    keys: { peek: ['return'] },
    keeps: ['return'],
    doc: 'Send the choice, reply or !command; with none, attach',
    group: 'answer',
    refuse: refuseSend,
    run: send,
  },
  {
    name: 'answer alike',
    keys: { peek: ['alt+return'] },
    doc: 'Send the choice to all sessions that ask the same',
    group: 'answer',
    refuse: refuseAlike,
    run: sendAlike,
  },
  {
    name: 'suggest',
    keys: { peek: ['tab'] },
    doc: 'Fill in a suggested reply; again for the next',
    group: 'answer',
    refuse: state => (nextSuggestion(state) === undefined ? noSuggestion(state) : undefined),
    run: state => ({ set: withField(state, fieldWith(nextSuggestion(state) ?? '')) }),
  },
];

/** Enter that is pressed once too often comes again within this time. */
const againMs = 400;

export function hasReply(state: ViewState): boolean {
  return selectedSession(state) !== undefined && !isReplyEmpty(state.peek);
}

export function refuseSend(state: ViewState): string | undefined {
  const peek = state.peek.open;
  const session = selectedSession(state);
  if (!peek || !session) return 'The session is gone.';
  const gone = refuseGone(state.sessions, session) ?? refuseUnreadable(state.keys, session);
  if (gone) return gone;
  const reply = replyOf(state, session);
  if (isReplyEmpty(state.peek)) return refuseAttach(state);
  if (peek.isStale) return movedOn(state);
  const route = replyRoute(session, reply);
  if (route.type === 'refused')
    return route.reason === 'question ended' ? `${route.why} ${restartSentence(session)}` : route.why;
  if (route.type !== 'now') return undefined;
  if (reply.command !== undefined) return refuseCommand(session, reply.command);
  if (!peek.question || areOptionsToCome(state.peek.open?.question)) return undefined;
  if (isEmpty(reply)) return refuseNumber(peek.question, peek.typed ?? '');
  const steps = findAgent(session.spec.agent)?.answer(peek.question, reply);
  return steps
    ? undefined
    : `This question of ${displayName(session)} takes no text: press the number of an option.`;
}

/** Digits that are no option of it. */
function refuseNumber({ options, freeText, multiple }: Question, typed: string): string {
  const range = `press 1-${options.length}`;
  const option = options[Number(typed.at(-1)) - 1];
  if (multiple && option) return `Nothing is chosen: ${range}.`;
  const words = freeText === undefined ? '' : ` To answer with a number, choose ${freeText + 1} first.`;
  return `There is no option ${typed.slice(-1)}: ${range}.${words}`;
}

function restartSentence(session: Session): string {
  const words = restartWords[restartKindOf(session)];
  return `${words[0]?.toUpperCase()}${words.slice(1)}.`;
}

function refuseCommand({ spec, status }: Session, command: string): string | undefined {
  const agent = findAgent(spec.agent);
  if (!agent?.shellMode) {
    return `${agent?.label ?? spec.agent} runs no shell commands; nothing was sent. In the list, ! starts a job.`;
  }
  if (command === '') return 'Write the command after the !.';
  if (status.question && status.question.kind !== 'prose') return 'It waits for an answer: that comes first.';
  return status.state === 'working' ? 'It works: its shell is free when it rests.' : undefined;
}

/** What stands in the field and what is chosen. With `!` it is for the agent's shell; a job takes it as it is. */
function replyOf(state: ViewState, { spec }: Session): Reply {
  const { text } = replyField(state.peek);
  const choices = state.peek.open?.chosen ?? [];
  if (text.startsWith('!') && spec.kind !== 'exec') return { choices, command: text.slice(1).trim() };
  return { choices, ...(text ? { text } : {}) };
}

function isEmpty({ choices, text, command }: Reply): boolean {
  return choices.length === 0 && text === undefined && command === undefined;
}

function send(state: ViewState): Change {
  const peek = state.peek.open;
  const session = selectedSession(state);
  const reply = session && replyOf(state, session);
  if (!peek || !reply || isReplyEmpty(state.peek)) return attach(state);
  const { id, question, questionNumber } = peek;
  return { set: sending(state), effects: [{ type: 'reply', id, question, questionNumber, reply }] };
}

function sending(state: ViewState): Changes {
  const peek = state.peek.open;
  if (!peek) return {};
  const { [peek.id]: _words, ...replies } = state.peek.replies;
  const { alike: _sentTo, typed: _digits, sendsUntil: _until, ...rest } = peek;
  return {
    peek: { replies, open: { ...rest, chosen: [], sent: peek.chosen, sentAt: state.clock.now } },
    notices: { current: notice(state, 'Sending…') },
  };
}

/** A reply that did not go out stands in the peek again, unless another was begun there. */
export function giveBack(
  state: ViewState,
  { id, question, questionNumber, reply }: BoundQuestion & { readonly reply: Reply },
): Changes {
  const { open: peek, replies } = state.peek;
  const words = question?.isSecret
    ? undefined
    : reply.command === undefined
      ? reply.text
      : `!${reply.command}`;
  const isOpen = peek?.id === id && peek.questionNumber === questionNumber;
  const isFree = isOpen && !peek.isStale && isReplyEmpty(state.peek);
  return changed(
    {},
    words !== undefined && !replies[id] && { peek: { replies: { ...replies, [id]: fieldWith(words) } } },
    isOpen && { peek: { open: { ...peek, chosen: isFree ? reply.choices : peek.chosen, sent: [] } } },
  );
}

function refuseAlike(state: ViewState): string | undefined {
  const session = selectedSession(state);
  if (!session || (state.peek.open?.alike ?? boundAlike(state)).length < 2)
    return 'No other session asks the same.';
  if (isEmpty(replyOf(state, session))) return 'Choose an option first: press its number.';
  return refuseSend(state);
}

function sendAlike(state: ViewState): Change {
  const session = selectedSession(state);
  if (!session) return {};
  const bound = state.peek.open?.alike ?? boundAlike(state);
  return { set: sending(state), effects: [{ type: 'reply-alike', bound, reply: replyOf(state, session) }] };
}

/** The sessions that ask the same now, each with its own question. */
export function boundAlike(state: ViewState): readonly BoundQuestion[] {
  const session = selectedSession(state);
  const all = session ? alikeSessions(state.sessions.all, session) : [];
  return all.map(({ id, status: { question, questionNumber } }) => ({ id, question, questionNumber }));
}

/** The next one after what stands in the field, or the one that it begins. */
function nextSuggestion(state: ViewState): string | undefined {
  const { text } = replyField(state.peek);
  const all = suggestedReplies(state);
  const at = all.indexOf(text);
  if (at >= 0) return all[(at + 1) % all.length];
  return all.find(each => each.toLowerCase().startsWith(text.toLowerCase()));
}

function suggestedReplies(state: ViewState): readonly string[] {
  const peek = state.peek.open;
  const session = findSession(state.sessions, peek?.id);
  return peek && session && !peek.isStale ? suggestions({ session, lines: peek.lines }) : [];
}

function noSuggestion(state: ViewState): string {
  const { question } = state.peek.open ?? {};
  if (isChosenByDigit(question)) return `Choose by its number: 1-${question.options.length || 9}.`;
  return replyField(state.peek).text ? 'No suggestion begins like this.' : 'There is no suggestion here.';
}
