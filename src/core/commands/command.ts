import { emptyField, type Field } from '../dispatch/text-edit.ts';
import type { Tone } from '../theme/theme.ts';
import type { Effect } from '../view/effects.ts';
import type { Mode, Notice, ViewState } from '../view/view-state.ts';
import { replyField } from '../view/view-state.ts';

/** What a command does: data only. */
export interface Change {
  readonly set?: Partial<ViewState>;
  readonly effects?: readonly Effect[];
}

/** Something a person can ask for with a key. Help, README and key handling are all made from these. */
export interface Command {
  readonly name: string;
  /** Keys by mode, as `keymap` names them. */
  readonly keys: Readonly<Partial<Record<Mode, readonly string[]>>>;
  /** How help writes the keys, where the list itself would be too long. */
  readonly shownKeys?: string;
  /** What it does, for help and the README; undefined for plain text editing. */
  readonly doc?: string;
  /** When false the key means something else here, most often text. */
  readonly when?: (state: ViewState, key: string) => boolean;
  /** Why it cannot be done now; shown instead of doing it. */
  readonly refuse?: (state: ViewState, key: string) => string | undefined;
  readonly run: (state: ViewState, key: string) => Change;
}

const noticeMs = 4000;

export function notice(state: ViewState, text: string, tone: Tone = 'muted', ms = noticeMs): Notice {
  return { text, tone, until: state.now + ms };
}

/** The field that has the keys in this mode, and how to put a new one in its place. */
export function currentField(state: ViewState): Field {
  if (state.mode === 'rename') return state.rename;
  return state.mode === 'peek' ? replyField(state) : state.field;
}

export function withField(state: ViewState, field: Field): Partial<ViewState> {
  if (state.mode === 'rename') return { rename: field };
  if (state.mode !== 'peek') return { field };
  if (!state.peek) return {};
  const { [state.peek.id]: _dropped, ...others } = state.replies;
  return {
    replies: field === emptyField || field.text === '' ? others : { ...others, [state.peek.id]: field },
    ...(field.text && state.peek.chosen.length > 0 ? { peek: { ...state.peek, chosen: [] } } : {}),
  };
}

export function isFieldEmpty(state: ViewState): boolean {
  return currentField(state).text === '';
}
