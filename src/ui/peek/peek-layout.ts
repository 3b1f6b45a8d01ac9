import { layoutOf } from '../list/list-layout.ts';
import type { Peek } from '../state/peek.ts';
import type { ScreenState } from '../state/screen.ts';
import { findSession } from '../state/sessions.ts';
import type { Slices } from '../state/view-state.ts';
import { paint } from '../theme/theme.ts';
import { outputLines } from './output/peek-output.ts';
import { withoutRepeats } from './output/without-repeats.ts';
import { pullSection } from './peek-pulls.ts';
import { bodyLines, type QuestionShape, questionLines } from './peek-question.ts';
import { recapLines } from './peek-recap.ts';
import type { PeekSection, PeekView } from './peek-section.ts';
import {
  commandSection,
  elsewhereSection,
  keptSection,
  queueSection,
  troubleSection,
  workSection,
} from './peek-work.ts';
import { firstBodyLines, shapesFor, wholeShape } from './question-shapes.ts';

/** Facts of the session that stand below its name, one line each where there is something to tell. */
const facts: readonly PeekSection[] = [
  troubleSection,
  keptSection,
  elsewhereSection,
  recapLines,
  queueSection,
  commandSection,
  workSection,
  pullSection,
];
/** Those that stay where what is to be approved needs every line. */
const urgentFacts: readonly PeekSection[] = [troubleSection, keptSection, elsewhereSection];

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

/** Header, rules, field and status line; a small screen has fewer of them. */
const linesAround = (screen: ScreenState) => (isRoomy(screen) ? 8 : 4);
/** What the list keeps beside a peek: five rows, and a line at each end that says how many more there are. */
const keptListLines = 7;
const leastListLines = 3;

/** Lines of the whole peek. */
export function peekHeight(
  state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'list' | 'line' | 'peek'>,
): number {
  const usual = Math.max(1, Math.floor(state.screen.rows * (isRoomy(state.screen) ? 0.55 : 0.6)) - 3);
  const room = state.screen.rows - linesAround(state.screen);
  const peek = state.peek.open;
  if (!isRoomy(state.screen)) return smallHeight(state, { usual, room });
  const most = Math.max(usual, room - leastListLines);
  const essential = Math.min(room, essentialHeight(state));
  // What is read must have room: then the list keeps just a few lines.
  if (peek?.top !== undefined) return Math.max(most, essential);
  const wanted = peek?.question ? Math.max(usual, Math.min(most, neededHeight(state, peek))) : usual;
  const kept = Math.min(keptListLines, layoutOf(state).height);
  return Math.max(
    Math.min(wanted, room - kept),
    peek?.question ? essential : Math.min(wanted, firstBodyLines),
  );
}

/** Where there are few lines, what is asked comes before the list, and before the header when it needs that, too. */
function smallHeight(
  state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'peek'>,
  { usual, room }: { usual: number; room: number },
): number {
  const peek = state.peek.open;
  const all = essentialHeight(state) > room ? room + 1 : room;
  if (peek?.top !== undefined) return peek.question ? all : Math.max(usual, room - 2);
  if (!peek?.question) return usual;
  return Math.max(usual, Math.min(all, neededHeight(state, peek)));
}

/** The question with its options, and the beginning of what is to be approved. */
function essentialHeight(state: Slices<'screen' | 'keys' | 'sessions' | 'peek'>): number {
  const peek = state.peek.open;
  const width = state.screen.columns - 4;
  if (!peek || !hasQuestion(peek)) return 0;
  const body = bodyLines(state.screen, peek.question, width);
  const asked = questionLines(state, peek, { width, ...wholeShape });
  return 1 + Math.min(firstBodyLines, body.length) + asked.length;
}

function isRoomy({ rows }: ScreenState): boolean {
  return rows >= 16;
}

/** Lines of the output that are seen above what is to be approved. */
const contextLines = 4;

/** The list keeps the lines that what is to be approved does not need. */
function neededHeight(state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'peek'>, peek: Peek): number {
  const session = findSession(state.sessions, peek.id);
  if (!session || !hasQuestion(peek)) return 0;
  const width = state.screen.columns - 4;
  const body = bodyLines(state.screen, peek.question, width);
  const asked = questionLines(state, peek, { width, ...wholeShape });
  if (!isRoomy(state.screen)) return 1 + body.length + asked.length;
  const told = facts.flatMap(section => section({ state, session, width }));
  return 1 + told.length + contextLines + 1 + body.length + asked.length;
}

/** Undefined when no session is peeked at. */
export function peekLayout(
  state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'list' | 'line' | 'peek'>,
  height = peekHeight(state),
): PeekLayout | undefined {
  const peek = state.peek.open;
  const session = findSession(state.sessions, peek?.id);
  if (!peek || !session) return undefined;
  const width = state.screen.columns - 4;
  const { text, bodyAt } = textOf(state.screen, peek, width);
  const { told, pinned } = shared({ state, session, width }, peek, { height, body: text.length - bodyAt });
  const room = Math.max(0, height - 1 - told.length - pinned.length);
  const last = Math.max(0, text.length - room);
  const rest = Math.min(last, bodyAt);
  const top = Math.max(0, Math.min(last, peek.top ?? rest));
  return { facts: told, text, pinned, room, rest, bodyAt, top };
}

/**
 * How facts and question share the lines. Where too few are left for what is to be approved, facts that can wait go
 * first; then the question is told in fewer lines.
 */
function shared(
  view: PeekView,
  peek: Peek,
  { height, body }: { readonly height: number; readonly body: number },
): { readonly told: readonly string[]; readonly pinned: readonly string[] } {
  const { state, width } = view;
  const mostFacts = Math.max(0, Math.floor((height - 1) / 3));
  const tell = (sections: readonly PeekSection[]) =>
    sections.flatMap(section => section(view)).slice(0, mostFacts);
  const told = tell(facts);
  if (!hasQuestion(peek)) return { told, pinned: [] };
  const ask = (shape: Omit<QuestionShape, 'width'>) => questionLines(state, peek, { width, ...shape });
  const isLeft = (lines: number, least: number) => height - 1 - lines >= Math.min(body, least);
  const whole = ask(wholeShape);
  if (isLeft(told.length + whole.length, firstBodyLines)) return { told, pinned: whole };
  const few = tell(urgentFacts);
  let pinned = whole;
  for (const { shape, least } of shapesFor(body)) {
    pinned = ask(shape);
    if (isLeft(few.length + pinned.length, least)) break;
  }
  return { told: few, pinned: pinned.slice(-Math.max(1, height - 1 - few.length)) };
}

function hasQuestion(peek: Peek): peek is Peek & { readonly question: NonNullable<Peek['question']> } {
  return peek.question !== undefined;
}

function textOf(screen: ScreenState, peek: Peek, width: number) {
  const lines = peek.held ?? peek.lines;
  const all = outputLines(peek.question ? withoutRepeats(lines, peek.question) : lines, width);
  // On a small screen every line counts.
  const output = isRoomy(screen) || peek.held ? all : all.filter(line => line !== '');
  if (!peek.question) return { text: output, bodyAt: output.length };
  const muted = output.map(line => paint(screen.look, 'muted', line));
  const above = muted.length > 0 ? [...muted, ''] : [];
  const body = bodyLines(screen, peek.question, width);
  return { text: [...above, ...body], bodyAt: above.length };
}
