import { areOptionsToCome } from '../../../core/question/question.ts';
import { howToMove, isElsewhere } from '../../../core/session/adopted.ts';
import { displayName } from '../../../core/session/display-name.ts';
import {
  isChosenByDigit,
  isReplyEmpty,
  isWritingForChoice,
  takesText,
  withDigits,
} from '../../peek/reply/typed-digits.ts';
import { replyField } from '../../state/peek.ts';
import { changed, selectedSession, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty, notice } from '../command.ts';
import { boundAlike, movedOn } from './reply.ts';

/** Choosing what to answer. */
export const chooseCommands: readonly Command[] = [
  {
    name: 'choose',
    keys: { peek: [...'1234567890'] },
    isFixed: true,
    shownKeys: '1-9',
    doc: 'Choose an option; Enter sends it',
    group: 'answer',
    when: isChoosing,
    refuse: state => (state.peek.open?.isStale ? movedOn(state) : refuseElsewhere(state)),
    run: choose,
  },
  {
    name: 'take back a digit',
    keys: { peek: ['backspace', 'ctrl+h'] },
    precedence: 'early',
    follows: ['backspace'],
    when: hasChoice,
    run: ({ peek: { open: peek } }) =>
      peek ? { set: { peek: { open: withDigits(peek, (peek.typed ?? '').slice(0, -1)) } } } : {},
  },
  {
    name: 'take back the choice',
    keys: { peek: ['ctrl+w', 'alt+backspace', 'ctrl+u'] },
    precedence: 'early',
    follows: ['erase word', 'erase to start'],
    when: hasChoice,
    run: ({ peek: { open: peek } }) => (peek ? { set: { peek: { open: withDigits(peek, '') } } } : {}),
  },
];

/** It is answered where it runs. */
function refuseElsewhere(state: ViewState): string | undefined {
  const session = selectedSession(state);
  return session && isElsewhere(session) ? howToMove(displayName(session), session) : undefined;
}

/** Words that cannot be sent anyway are given up for a digit; those for a choice may be digits. */
function isChoosing(state: ViewState): boolean {
  const peek = state.peek.open;
  if (!isChosenByDigit(peek?.question)) return false;
  if (replyField(state.peek).text === '') return peek?.typed !== undefined || !isWritingForChoice(state);
  return !areOptionsToCome(peek?.question) && !takesText(state);
}

/** Digits stand there, and no words. */
function hasChoice(state: ViewState): boolean {
  return isFieldEmpty(state) && !isReplyEmpty(state.peek);
}

function choose(state: ViewState, key: string): Change {
  const peek = state.peek.open;
  if (!peek?.question) return {};
  const { question } = peek;
  const typed = (replyField(state.peek).text === '' ? (peek.typed ?? '') : '') + key;
  const alike = boundAlike(state);
  const { [peek.id]: _words, ...replies } = state.peek.replies;
  const count = question.options.length;
  const isMissing = key === '0' || Number(key) > count;
  const isToCome = areOptionsToCome(question);
  const words = isToCome
    ? `Its options are still being read; ${key} counts as soon as they are.`
    : noOption(key, count);
  return {
    set: changed(
      {
        peek: {
          replies,
          open: { ...withDigits(peek, typed), alike, ...(isTooSoon(state) && { isUnseen: true }) },
        },
      },
      isMissing && { notices: { current: notice(state, words, isToCome ? 'muted' : 'attention') } },
    ),
  };
}

/** Nobody reads a question and answers it within this time: the digit was meant for the one before. */
const leastReadMs = 300;

function isTooSoon({ clock: { now }, peek: { open: peek } }: ViewState): boolean {
  return peek?.changedAt !== undefined && now - peek.changedAt < leastReadMs;
}

/** A digit beyond the last option is a slip, or begins a text. */
function noOption(digit: string, count: number): string {
  return `There is no option ${digit}: press 1-${count}.`;
}
