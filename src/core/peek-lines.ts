import { shortSpan } from './age.ts';
import { shortPath } from './header.ts';
import type { Question } from './question.ts';
import { clip, safeText } from './safe-text.ts';
import type { Session, WaitingFor } from './session.ts';
import { glyphs, paint, stateTones } from './theme.ts';
import { displayName, findSession, type Peek, type ViewState } from './view-state.ts';
import { wrapText } from './wrap.ts';

/** More than anybody reads in a peek; attaching shows it all. */
const mostBodyLines = 400;

/** The open peek: what the session needs, then its latest output; at most `height` lines (V9). */
export function peekLines(state: ViewState, height: number): readonly string[] {
  const { peek } = state;
  const session = findSession(state, peek?.id);
  if (!peek || !session || height <= 0) return [];
  const width = state.columns - 4;
  const ask = peek.question ? questionLines(state, peek, peek.question, { width, most: height - 2 }) : [];
  const room = height - 1 - ask.length - (ask.length > 0 ? 1 : 0);
  const output = outputLines(peek.lines, width, room);
  const muted = output.map(line => (ask.length > 0 ? paint(state.look, 'muted', line) : line));
  const separator = ask.length > 0 && muted.length > 0 ? [''] : [];
  return [titleLine(state, session), ...[...muted, ...separator, ...ask].map(line => `  ${line}`)].slice(
    0,
    height,
  );
}

const needs: Readonly<Record<WaitingFor, string>> = {
  permission: 'asks for permission',
  question: 'asks a question',
  plan: 'has a plan to approve',
  dialog: 'waits in a dialog',
  limit: 'waits at its usage limit',
};

function titleLine(state: ViewState, session: Session): string {
  const { look } = state;
  const { conclusion, spec } = session;
  const word =
    conclusion.state === 'needs-input' ? needs[conclusion.waitingFor ?? 'dialog'] : conclusion.state;
  const facts = [
    word,
    shortSpan(Math.max(0, state.now - conclusion.since)),
    spec.agent,
    shortPath(state, spec.cwd),
  ];
  if (conclusion.exitCode !== undefined) facts.push(`exit ${conclusion.exitCode}`);
  const name = clip(safeText(displayName(session)), Math.floor(state.columns / 3));
  const dot = ` ${glyphs(look).dot} `;
  const rest = clip(facts.join(dot), Math.max(0, state.columns - name.length - 6));
  return ` ${paint(look, 'strong', name)}  ${paint(look, stateTones[conclusion.state], rest)}`;
}

/** The thing to approve or answer. Options always stay visible: the body gives way first. */
function questionLines(
  state: ViewState,
  peek: Peek,
  question: Question,
  { width, most }: { width: number; most: number },
): readonly string[] {
  const options = question.options.flatMap((_option, index) =>
    optionLines(state, { question, index, isChosen: peek.chosen.includes(index) }, width),
  );
  const heading = question.header
    ? [paint(state.look, 'strong', clip(safeText(question.header), width))]
    : [];
  const text = wrapText(question.text, width, 6).map(line => paint(state.look, 'attention', line));
  const stale = peek.isStale
    ? [
        paint(
          state.look,
          'failure',
          clip('The session has moved on. Esc, then Space, shows what it asks now.', width),
        ),
      ]
    : [];
  const taken = options.length + heading.length + text.length + stale.length;
  const bodyRoom = Math.max(0, most - taken);
  const body = question.body
    ? clippedBody(state, { body: question.body, offset: peek.offset }, { width, most: bodyRoom })
    : [];
  const lines = [...heading, ...body, ...text, ...options, ...stale];
  return lines.length > most ? [...text, ...options, ...stale].slice(-most) : lines;
}

/** A long body is read with PgDn and PgUp. */
function clippedBody(
  state: ViewState,
  { body, offset }: { readonly body: string; readonly offset: number },
  { width, most }: { width: number; most: number },
): readonly string[] {
  if (most <= 0) return [];
  const lines = wrapText(body.replace(/\n+$/, ''), width - 2, mostBodyLines);
  const from = Math.max(0, Math.min(offset, lines.length - most));
  const below = lines.length - from - most;
  const marks = glyphs(state.look);
  const bar = paint(state.look, 'accent', marks.bar);
  const more = (mark: string, count: number, key: string) =>
    paint(state.look, 'muted', clip(`${mark} ${count} more lines: ${key}`, width - 2));
  return lines.slice(from, from + most).map((line, index) => {
    if (index === 0 && from > 0 && most > 2) return `${bar} ${more(marks.up, from + 1, 'PgUp')}`;
    if (index === most - 1 && below > 0) return `${bar} ${more(marks.down, below + 1, 'PgDn')}`;
    return `${bar} ${line}`;
  });
}

function optionLines(
  state: ViewState,
  { question, index, isChosen }: { question: Question; index: number; isChosen: boolean },
  width: number,
): readonly string[] {
  const option = question.options[index];
  if (!option) return [];
  const marks = glyphs(state.look);
  const box = question.multiple
    ? isChosen || option.checked
      ? marks.ticked
      : marks.box
    : isChosen
      ? marks.chosen
      : ' ';
  const label = `${box} ${index + 1}. ${safeText(option.label)}`;
  const description = option.description ? ` ${marks.dot} ${safeText(option.description)}` : '';
  const line = clip(label + description, width);
  return [isChosen ? paint(state.look, 'accent', paint(state.look, 'strong', line)) : line];
}

/** The last lines that say something, without runs of blank ones. */
function outputLines(lines: readonly string[], width: number, most: number): readonly string[] {
  if (most <= 0) return [];
  const safe = lines.map(line => clip(safeText(line, { keepIndent: true }).trimEnd(), width));
  const dense = safe.filter((line, index) => line.trim() !== '' || safe[index - 1]?.trim() !== '');
  while (dense.at(-1)?.trim() === '') dense.pop();
  return dense.slice(-most);
}
