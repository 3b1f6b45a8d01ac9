import { paint } from '../theme/theme.ts';
import { findSession, type Peek, type ViewState } from '../view/view-state.ts';
import { outputLines } from './peek-output.ts';
import { pullSection } from './peek-pulls.ts';
import { bodyLines, questionLines } from './peek-question.ts';
import { recapLines } from './peek-recap.ts';
import type { PeekSection } from './peek-section.ts';
import { commandSection, elsewhereSection, queueSection, troubleSection, workSection } from './peek-work.ts';

/** Facts of the session that stand below its name, one line each where there is something to tell. */
const facts: readonly PeekSection[] = [
  troubleSection,
  elsewhereSection,
  recapLines,
  queueSection,
  commandSection,
  workSection,
  pullSection,
];

/**
 * How the peek is laid out. The output and, below it, what is to be approved are one text with one position; facts
 * above it and the question with its options below it stay where they are.
 */
export interface PeekLayout {
  readonly facts: readonly string[];
  readonly text: readonly string[];
  readonly pinned: readonly string[];
  /** Lines of `text` that can be seen at a time. */
  readonly room: number;
  /** The first line seen, while nobody scrolls: the latest output, or the beginning of what is to be approved. */
  readonly rest: number;
  /** Line of `text` where what is to be approved begins; its length when there is nothing. */
  readonly bodyAt: number;
  /** The first line seen. */
  readonly top: number;
}

/** Lines of the whole peek. What is read must have room: then the list keeps just a few lines. */
export function peekHeight(state: ViewState): number {
  const usual = Math.max(1, Math.floor(state.rows * (isRoomy(state) ? 0.55 : 0.6)) - 3);
  // The list keeps a few rows; a small screen has fewer lines around it.
  const most = Math.max(usual, state.rows - (isRoomy(state) ? 11 : 6));
  if (state.peek?.top !== undefined) return most;
  if (!state.peek?.question) return usual;
  return Math.max(usual, Math.min(most, neededHeight(state, state.peek)));
}

function isRoomy({ rows }: ViewState): boolean {
  return rows >= 16;
}

/** Lines of the output that are seen above what is to be approved. */
const contextLines = 4;

/** The list keeps the lines that what is to be approved does not need. */
function neededHeight(state: ViewState, peek: Peek): number {
  const session = findSession(state, peek.id);
  if (!session || !hasQuestion(peek)) return 0;
  const width = state.columns - 4;
  const told = facts.flatMap(section => section({ state, session, width }));
  const body = bodyLines(state, peek.question, width);
  const asked = questionLines(state, peek, { width, isWhole: isRoomy(state) });
  return 1 + told.length + contextLines + 1 + body.length + asked.length;
}

/** Undefined when no session is peeked at. */
export function peekLayout(state: ViewState, height = peekHeight(state)): PeekLayout | undefined {
  const { peek } = state;
  const session = findSession(state, peek?.id);
  if (!peek || !session) return undefined;
  const width = state.columns - 4;
  const all = facts.flatMap(section => section({ state, session, width }));
  const told = all.slice(0, Math.floor((height - 1) / 3));
  const most = Math.max(0, height - 1 - told.length);
  const pinned = askedLines(state, peek, width, most);
  const { text, bodyAt } = textOf(state, peek, width);
  const room = most - pinned.length;
  const last = Math.max(0, text.length - room);
  const rest = Math.min(last, bodyAt);
  const top = Math.max(0, Math.min(last, peek.top ?? rest));
  return { facts: told, text, pinned, room, rest, bodyAt, top };
}

/** What is asked, on at most so many lines: where they do not suffice, the end of it. */
function askedLines(state: ViewState, peek: Peek, width: number, most: number): readonly string[] {
  if (!hasQuestion(peek)) return [];
  const whole = questionLines(state, peek, { width, isWhole: isRoomy(state) });
  return whole.length <= most ? whole : questionLines(state, peek, { width, isWhole: false }).slice(-most);
}

function hasQuestion(peek: Peek): peek is Peek & { readonly question: NonNullable<Peek['question']> } {
  return peek.question !== undefined;
}

function textOf(state: ViewState, peek: Peek, width: number) {
  const all = outputLines(peek.held ?? peek.lines, width);
  // On a small screen every line counts.
  const output = isRoomy(state) || peek.held ? all : all.filter(line => line !== '');
  if (!peek.question) return { text: output, bodyAt: output.length };
  const muted = output.map(line => paint(state.look, 'muted', line));
  const above = muted.length > 0 ? [...muted, ''] : [];
  const body = bodyLines(state, peek.question, width);
  return { text: [...above, ...body], bodyAt: above.length };
}
