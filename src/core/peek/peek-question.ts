import type { Option, Question } from '../sessions/question.ts';
import { cells, clip, safeText } from '../text/safe-text.ts';
import { wrapText } from '../text/wrap.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { displayName, findSession, type Peek, type ViewState } from '../view/view-state.ts';
import { alikeSessions } from './alike.ts';
import { tickedOptions } from './peek.ts';

/** More than anybody reads in a peek; attaching shows it all. */
const mostBodyLines = 2000;
const made = new WeakMap<Question, { readonly width: number; readonly lines: readonly string[] }>();

/** What is to be approved, below its heading; it is scrolled together with the output above it. */
export function bodyLines(state: ViewState, question: Question, width: number): readonly string[] {
  if (!question.body) return [];
  const bar = paint(state.look, 'accent', glyphs(state.look).bar);
  const body = wrappedBody(question, width - 2).map(line => `${bar} ${paintChange(state, line)}`);
  // On a small screen every line is one of the text itself.
  return [...(state.rows < 16 ? [] : headingLines(state, question, width)), ...body];
}

/** A line of a diff as agents draw it, its number first: ` 12 -old`, ` 12 +new`. */
function paintChange({ look }: ViewState, line: string): string {
  const sign = /^\s*\d+\s*([+-])/.exec(line)?.[1];
  return sign ? paint(look, sign === '+' ? 'added' : 'removed', line) : line;
}

function wrappedBody(question: Question, width: number): readonly string[] {
  const known = made.get(question);
  if (known?.width === width) return known.lines;
  const lines = wrapText((question.body ?? '').replace(/\n+$/, ''), width, mostBodyLines);
  made.set(question, { width, lines });
  return lines;
}

/** How much room a question may take. */
interface QuestionShape {
  readonly width: number;
  /** Labels are not cut. */
  readonly isWhole: boolean;
  /** The question on one line, and two options on each. */
  readonly isDense?: boolean;
}

/** What always stays in sight: the question itself and its options, whole or, where there is no room, a line each. */
export function questionLines(
  state: ViewState,
  peek: Peek & { readonly question: Question },
  { width, isWhole, isDense = false }: QuestionShape,
): readonly string[] {
  const { question } = peek;
  const ticked = tickedOptions(peek);
  const isMade = peek.chosen.length > 0 || (peek.sent?.length ?? 0) > 0;
  const optionWidth = isDense ? Math.floor((width - 2) / 2) : width;
  const each = question.options.flatMap((_option, index) => {
    const isTicked = ticked.includes(index);
    return optionLines(
      state,
      { question, index, isTicked, isChosen: isTicked && isMade },
      { width: optionWidth, isWhole },
    );
  });
  const options = isDense ? sideBySide(each, optionWidth) : each;
  const text = wrapText(question.text, width, isDense ? 1 : 6).map(line =>
    paint(state.look, 'attention', line),
  );
  const alike = alikeWords(state, peek);
  const stale = 'The session has moved on. Esc, then Space, shows what it asks now.';
  return [
    ...(question.body ? [] : headingLines(state, question, width)),
    ...text,
    ...options,
    ...(alike ? [paint(state.look, 'accent', clip(alike, width))] : []),
    ...(peek.isStale ? [paint(state.look, 'failure', clip(stale, width))] : []),
  ];
}

function sideBySide(lines: readonly string[], width: number): readonly string[] {
  return lines.flatMap((line, at) => {
    if (at % 2 === 1) return [];
    const other = lines[at + 1];
    return other === undefined
      ? [line]
      : [`${line}${' '.repeat(Math.max(0, width - cells(line)) + 2)}${other}`];
  });
}

/** `3 sessions ask this, also b and c: Alt+Enter answers them all`. */
function alikeWords(state: ViewState, { id, isStale }: Peek): string | undefined {
  const session = findSession(state, id);
  const [, ...others] = session && !isStale ? alikeSessions(state.sessions, session) : [];
  if (others.length === 0) return undefined;
  const names = others.map(other => clip(safeText(displayName(other)), 24));
  const listed = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `${others.length + 1} sessions ask this (also ${listed.join(', ')}): Alt+Enter answers them all`;
}

function headingLines(state: ViewState, { header, body }: Question, width: number): readonly string[] {
  if (!header || isFirstLine(header, body)) return [];
  const progress = progressOf(header);
  const words = progress ? `${safeText(header)} ${glyphs(state.look).dot} ${progress}` : safeText(header);
  return [paint(state.look, 'strong', clip(words, width))];
}

function optionLines(
  state: ViewState,
  {
    question,
    index,
    isTicked,
    isChosen,
  }: { question: Question; index: number; isTicked: boolean; isChosen: boolean },
  { width, isWhole }: { width: number; isWhole: boolean },
): readonly string[] {
  const option = question.options[index];
  if (!option) return [];
  const marks = glyphs(state.look);
  const box = isBox(question, option) ? (isTicked ? marks.ticked : marks.box) : isChosen ? marks.chosen : ' ';
  const sign = `${box} ${index + 1}. `;
  const lines = optionText(option, width - cells(sign), { dot: marks.dot, isWhole });
  return lines.map((text, at) => {
    const line = (at === 0 ? sign : ' '.repeat(cells(sign))) + text;
    return isChosen ? paint(state.look, 'accent', paint(state.look, 'strong', line)) : line;
  });
}

/** Below the boxes of a dialog stand options that are none, to talk about it instead. */
function isBox({ multiple, options }: Question, { checked }: Option): boolean {
  const isRead = options.some(option => option.checked !== undefined);
  return multiple === true && (checked !== undefined || !isRead);
}

/** How far a permission goes often stands at its end: a label is never cut where there is room, a description is. */
function optionText(
  { label, description }: Option,
  width: number,
  { dot, isWhole }: { dot: string; isWhole: boolean },
): readonly string[] {
  const full = safeText(label) + (description ? ` ${dot} ${safeText(description)}` : '');
  if (!isWhole || cells(full) <= width) return [clip(full, width)];
  const most = Math.max(2, wrapText(safeText(label), width, mostOptionLines).length);
  const lines = wrapText(full, width, mostBodyLines);
  return [...lines.slice(0, most - 1), clip(lines.slice(most - 1).join(' '), width)];
}

const mostOptionLines = 4;

/** Most plans begin with a heading of their own, and a dialog's first line is its heading. */
function isFirstLine(header: string, body: string | undefined): boolean {
  const bare = (words: string) => words.replace(/^[\s#*_]+|[\s:*_]+$/g, '').toLowerCase();
  const first = body?.split('\n').find(line => line.trim() !== '') ?? '';
  return bare(first) === bare(header);
}

/** Of several questions: `☒ Platforms  ☐ Licence` is one of two answered. */
function progressOf(header: string): string | undefined {
  const marks = header.match(/(?:^|\s{2})[☐☒✔](?=\s)/gu) ?? [];
  if (marks.length < 2) return undefined;
  return `${marks.filter(mark => !mark.includes('☐')).length} of ${marks.length} answered`;
}
