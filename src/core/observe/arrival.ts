import type { ScreenReading } from '../agents/shared/agent.ts';
import { isSameQuestion } from '../question/question.ts';
import type { TerminalFact } from '../screen/screen.ts';
import type { Kind } from '../session/session.ts';

/** A screen, and what its agent's rules read from it. */
export interface Seen {
  readonly text: string;
  readonly reading: ScreenReading;
  readonly pane?: Pick<TerminalFact, 'cursorX' | 'cursorY'>;
}

/** What was sent, and what has been seen since. */
export interface Sending {
  readonly kind: Kind;
  /** The message; empty when keys alone were sent. */
  readonly message: string;
  /** The screen before it. */
  readonly before: Seen;
  /** Words have stood in the composer since. */
  readonly hadDraft: boolean;
  /** How long the screen has stood as it is; ms. */
  readonly stillMs: number;
}

/** A program that draws its first screens changes without having heard anything: a mere change must stand so long. */
const settledMs = 1000;

/** Whether a reply has arrived: a dialog is gone or another; a message has left the composer, with a sign of it. */
export function hasArrived(sending: Sending, now: Seen): boolean {
  const { kind, before } = sending;
  if (kind === 'exec') return now.text !== before.text || hasMoved(before, now);
  const asked = before.reading.question;
  if (asked && asked.kind !== 'prose') return !isSameQuestion(asked, now.reading.question);
  if (now.reading.draft) return false;
  if (sending.hadDraft || showsMessage(sending, now)) return true;
  // The screen of a working agent changes anyway.
  if (before.reading.state === 'working') return false;
  if (now.reading.state === 'working') return true;
  return isRead(now) && now.text !== before.text && sending.stillMs >= settledMs;
}

/** A password is not drawn, and the line below it may stay empty. */
function hasMoved({ pane: before }: Seen, { pane: now }: Seen): boolean {
  return before?.cursorY !== now?.cursorY;
}

/** A terminal whose program takes nothing in shows what is typed all the same. */
function isRead({ reading }: Seen): boolean {
  return reading.draft !== undefined || (reading.state !== 'unknown' && reading.state !== 'stopped');
}

/** The message's first words stand on the screen once more than before, and not in a composer that could not be read. */
function showsMessage({ message, before }: Sending, now: Seen): boolean {
  const words = message.trim().split('\n')[0]?.trim().replace(/\s+/gu, ' ').slice(0, 20) ?? '';
  return words !== '' && isRead(now) && count(now.text, words) > count(before.text, words);
}

/** A tab is drawn as blanks. */
function count(text: string, words: string): number {
  return text.replace(/\s+/gu, ' ').split(words).length - 1;
}
