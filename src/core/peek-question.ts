import type { Question } from './question.ts';
import { clip, safeText } from './safe-text.ts';
import { glyphs, paint } from './theme.ts';
import type { Peek, ViewState } from './view-state.ts';
import { wrapText } from './wrap.ts';

/** More than anybody reads in a peek; attaching shows it all. */
const mostBodyLines = 400;

/** The thing to approve or answer. Options always stay visible: the body gives way first. */
export function questionLines(
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
