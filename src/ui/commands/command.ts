import type { Tone } from '../../core/text/tone.ts';
import type { Binding } from '../keys/binding.ts';
import { isFilterKept } from '../list/filter.ts';
import {
  goesOnWithNumber,
  isChosenByDigit,
  isWritingForChoice,
  withDigits,
} from '../peek/reply/typed-digits.ts';
import type { Notice } from '../state/notices.ts';
import { replyField } from '../state/peek.ts';
import { type Field, insert } from '../state/text-edit.ts';
import { type Changes, changed, type ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';

/** What a key is for: help and the key tables have a heading for each, in this order. */
export const keyGroups = {
  start: 'Start',
  answer: 'Answer',
  write: 'Write the text',
  move: 'Move',
  row: 'Act on a row',
  view: 'View',
} as const;
export type KeyGroup = keyof typeof keyGroups;

/** Something a person can ask for with a key. Help, docs/keys.md and key handling are all made from these. */
export type Command = KeyBinding & (Shown | Unshown);

interface KeyBinding extends Binding {
  /** When false the key means something else here, most often text. */
  readonly when?: (state: ViewState, key: string) => boolean;
  /** Why it cannot be done now; shown instead of doing it. */
  readonly refuse?: (state: ViewState, key: string) => string | undefined;
  readonly run: (state: ViewState, key: string) => Change;
}

/** Has a line in help and in docs/keys.md. */
interface Shown {
  /** Its first key alone is shown, and on the same line the first ones of these: `↑ / ↓`. */
  readonly helpWith?: readonly string[];
  /** How help writes the keys, where they are fixed and the list would be too long. */
  readonly shownKeys?: string;
  /** Stands behind its keys in help. */
  readonly helpWhere?: string;
  /** What it does, with keys as `withKeys` fills them in. */
  readonly doc: string;
  /** The same where leaving the view ends sessions. */
  readonly docEnding?: string;
  readonly group: KeyGroup;
}

/** Plain text editing, and keys that the line of another command tells of. */
interface Unshown {
  readonly helpWith?: undefined;
  readonly shownKeys?: undefined;
  readonly helpWhere?: undefined;
  readonly doc?: undefined;
  readonly docEnding?: undefined;
  readonly group?: undefined;
}

const noticeMs = 4000;

export function notice(state: ViewState, text: string, tone: Tone = 'muted', ms = noticeMs): Notice {
  return { text, tone, until: state.clock.now + ms };
}

/** The field that has the keys in this mode, and how to put a new one in its place. */
export function currentField(state: ViewState): Field {
  if (state.keys.mode === 'rename') return state.line.rename;
  return state.keys.mode === 'peek' ? replyField(state.peek) : state.line.field;
}

export function withField(state: ViewState, field: Field): Changes {
  if (state.keys.mode === 'rename') return { line: { rename: field } };
  if (state.keys.mode !== 'peek') return { line: { field } };
  const peek = state.peek.open;
  if (!peek) return {};
  const { [peek.id]: before, ...others } = state.peek.replies;
  const isCut = field.text.length < (before?.text.length ?? 0);
  // What is left of a text is a choice again.
  if (isCut && /^\d+$/.test(field.text) && isChosenByDigit(peek.question) && peek.chosen.length === 0)
    return { peek: { replies: others, open: withDigits(peek, field.text) } };
  const { typed: _digits, sendsUntil: _sends, ...rest } = peek;
  const isForChoice = isWritingForChoice(state);
  return changed(
    { peek: { replies: field.text === '' ? others : { ...others, [peek.id]: field } } },
    field.text !== '' && { peek: { open: isForChoice ? peek : { ...rest, chosen: [] } } },
  );
}

/** With text put in at the cursor. In the peek it follows the digits that stand there, or goes with the choice they made. */
export function withTyped(state: ViewState, text: string, isPasted = false): Changes {
  const field = insert(currentField(state), text);
  const peek = state.peek.open;
  if (state.keys.mode !== 'peek' || !peek?.typed) return withField(state, field);
  if (isWritingForChoice(state) && (isPasted || !goesOnWithNumber(field.text)))
    return withField(state, field);
  const whole = { text: peek.typed + field.text, cursor: peek.typed.length + field.cursor };
  return withField(changed(state, { peek: { open: { ...peek, chosen: [] } } }), whole);
}

/** Nothing is being written: keys are for the rows. */
export function isFieldEmpty(state: ViewState): boolean {
  return currentField(state).text === '' || (state.keys.mode === 'list' && isFilterKept(state.line));
}
