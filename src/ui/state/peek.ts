import type { BoundQuestion } from '../../core/effects.ts';
import type { Recap } from '../../core/journal/recap.ts';
import type { Question } from '../../core/question/question.ts';
import type { Diff } from '../../core/worktree/diff.ts';
import { emptyField, type Field } from './text-edit.ts';

/** What the open peek shows: one session's live screen and the question a reply is bound to. */
export interface Peek {
  readonly id: string;
  /** Latest output, oldest first; untrusted text. */
  readonly lines: readonly string[];
  /** Bound when it was first shown; a newer one replaces it only while nothing is chosen or typed. */
  readonly question: Question | undefined;
  readonly questionNumber: number;
  /** First line shown of the text, see `peekLayout`; infinite at its ends, undefined while nobody scrolls. */
  readonly top: number | undefined;
  /** The output as it stood when someone began to scroll, with its scrollback as soon as that is read. */
  readonly held: readonly string[] | undefined;
  /** Lines that came since then; undefined when that cannot be told. */
  readonly fresh: number | undefined;
  /** Chosen options, indices into `question.options`. */
  readonly chosen: readonly number[];
  /** The digits that made the choice, or wait for the options; with what follows them they become a text. */
  readonly typed?: string;
  /** Enter was pressed before the options were known: the reply goes out as soon as they are, until then. ms */
  readonly sendsUntil?: number;
  /** The question came while a reply was under way for something else: one Enter only shows it. */
  readonly isUnseen?: boolean;
  /** When the question took the place of another one in the open peek; ms. */
  readonly changedAt?: number;
  /** Those that are being sent: they stay in sight until the session asks something else. */
  readonly sent?: readonly number[];
  /** When a reply was last sent from here; ms. */
  readonly sentAt?: number;
  /** Who asked the same when the choice was made; the answer for all of them goes to those. */
  readonly alike?: readonly BoundQuestion[];
  /** What it did since it was last looked at. */
  readonly recap?: Recap;
  /** What is wrong with its directory; untrusted text. */
  readonly trouble?: string | undefined;
  /** The first message that waits for its agent to start again; untrusted text. */
  readonly kept?: string | undefined;
  /** The session moved on while a reply was being made: why nothing can be sent to the old question. */
  readonly isStale: boolean;
}

/** The diff that has the whole screen. */
export interface DiffView {
  /** Session whose work it is. */
  readonly id: string;
  readonly name: string;
  /** Undefined while it is being read. */
  readonly diff: Diff | undefined;
  /** First line shown. */
  readonly top: number;
  /** Cells that are scrolled off on the left. */
  readonly left: number;
}

/** What is read of one session, and written to it. */
export interface PeekState {
  readonly open: Peek | undefined;
  /** Half-written replies by session: closing the peek loses nothing. */
  readonly replies: Readonly<Record<string, Field>>;
  /** What is read in the mode `diff`. */
  readonly diff: DiffView | undefined;
}

export const firstPeek: PeekState = { open: undefined, replies: {}, diff: undefined };

/** The reply that is being written in the open peek. */
export function replyField({ open, replies }: PeekState): Field {
  return (open && replies[open.id]) ?? emptyField;
}

/** The same as it is drawn: a dot for each character of a password. */
export function shownReply(state: PeekState): Field {
  const field = replyField(state);
  if (state.open?.question?.isSecret !== true) return field;
  const dots = (text: string) => '•'.repeat([...text].length);
  return { text: dots(field.text), cursor: dots(field.text.slice(0, field.cursor)).length };
}

/** The half-written replies without the one to a question for a password, which is not kept. */
export function keptReplies({ open, replies }: PeekState): PeekState['replies'] {
  if (open?.question?.isSecret !== true) return replies;
  const { [open.id]: _secret, ...kept } = replies;
  return kept;
}
