import type { Question } from '../../core/question/question.ts';
import { displayName } from '../../core/session/display-name.ts';
import { clip, safeText } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import { withKeys } from '../keys/key-for.ts';
import type { Peek } from '../state/peek.ts';
import type { ScreenState } from '../state/screen.ts';
import { findSession } from '../state/sessions.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { type OptionShape, optionLines } from './peek-options.ts';
import { alikeSessions } from './reply/alike.ts';

/** More than anybody reads in a peek; attaching shows it all. */
const mostBodyLines = 2000;
const made = new WeakMap<Question, { readonly width: number; readonly lines: readonly string[] }>();

/** What is to be approved, below its heading; it is scrolled together with the output above it. */
export function bodyLines(screen: ScreenState, question: Question, width: number): readonly string[] {
  if (!question.body) return [];
  const bar = paint(screen.look, 'accent', glyphs(screen.look).bar);
  const wrapped = wrappedBody(question, width - 2);
  const body = (isTight(screen) ? essence(question, wrapped) : wrapped).map(
    line => `${bar} ${paintChange(screen, line)}`,
  );
  return [...(isTight(screen) ? [] : headingLines(screen, question, width)), ...body];
}

/** Every line must then be one of the text itself. */
function isTight({ rows }: ScreenState): boolean {
  return rows < 24;
}

/** Without blank lines, and without a heading at its start that says what the question is. */
function essence({ header, body }: Question, lines: readonly string[]): readonly string[] {
  const filled = lines.filter(line => line.trim() !== '');
  const [first = '', ...rest] = filled;
  const isHeading = isFirstLine(header ?? '', body) && isFirstLine(header ?? '', first);
  return isHeading && rest.length > 0 ? rest : filled;
}

/** A line of a diff as agents draw it, its number first: ` 12 -old`, ` 12 +new`. */
function paintChange({ look }: ScreenState, line: string): string {
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
export interface QuestionShape extends OptionShape {
  /** At most so many lines of the question itself. */
  readonly textLines: number;
  /** The heading and what can be done with several sessions stay away. */
  readonly isBare?: boolean;
}

/** How to see the question that stands there now; for `withKeys`. */
export const againHint = '[ {back}, then {peek}, shows what it asks now.]';

/** What always stays in sight: the question itself and its options. */
export function questionLines(
  state: Slices<'screen' | 'keys' | 'sessions'>,
  peek: Peek & { readonly question: Question },
  shape: QuestionShape,
): readonly string[] {
  const { question } = peek;
  const { width, textLines, isBare = false } = shape;
  const text = wrapText(question.text, width, textLines).map(line =>
    paint(state.screen.look, 'attention', line),
  );
  const alike = isBare ? undefined : alikeWords(state, peek);
  const stale = withKeys(state.keys, `The session has moved on.${againHint}`);
  return [
    ...(question.body || isBare ? [] : headingLines(state.screen, question, width)),
    ...text,
    ...optionLines(state.screen, peek, shape),
    ...(alike ? [paint(state.screen.look, 'accent', clip(alike, width))] : []),
    ...(peek.isStale ? [paint(state.screen.look, 'failure', clip(stale, width))] : []),
  ];
}

/** `3 sessions ask this, also b and c: Alt+Enter answers them all`. */
function alikeWords(state: Slices<'keys' | 'sessions'>, { id, isStale }: Peek): string | undefined {
  const session = findSession(state.sessions, id);
  const [, ...others] = session && !isStale ? alikeSessions(state.sessions.all, session) : [];
  if (others.length === 0) return undefined;
  const names = others.map(other => clip(safeText(displayName(other)), 24));
  const listed = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `${others.length + 1} sessions ask this (also ${listed.join(', ')})${withKeys(state.keys, '[: {answer alike} answers them all]')}`;
}

function headingLines(screen: ScreenState, { header, body }: Question, width: number): readonly string[] {
  if (!header || isFirstLine(header, body)) return [];
  const progress = progressOf(header);
  const words = progress ? `${safeText(header)} ${glyphs(screen.look).dot} ${progress}` : safeText(header);
  return [paint(screen.look, 'strong', clip(words, width))];
}

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
