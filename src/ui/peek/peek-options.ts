import type { Option, Question } from '../../core/question/question.ts';
import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import type { Peek } from '../state/peek.ts';
import type { ScreenState } from '../state/screen.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { tickedOptions } from './peek.ts';

/**
 * How the options stand: `whole` with their descriptions, `labels` with only what of a description fits behind the
 * label, `packed` with several labels on a line where they fit.
 */
export type OptionLayout = 'whole' | 'labels' | 'packed';

export interface OptionShape {
  readonly width: number;
  readonly options: OptionLayout;
  /** A packed label may be cut to this many cells, but never before the words that no other label has. */
  readonly labelCells?: number;
}

interface Choice {
  readonly option: Option;
  /** Box or dot, a blank where it has none. */
  readonly mark: string;
  readonly number: string;
  readonly isChosen: boolean;
}

export function optionLines(
  screen: ScreenState,
  peek: Peek & { readonly question: Question },
  shape: OptionShape,
): readonly string[] {
  const choices = choicesOf(screen, peek);
  return shape.options === 'packed'
    ? packedLines(screen, choices, shape)
    : choices.flatMap(choice => columnLines(screen, choice, shape));
}

function choicesOf({ look }: ScreenState, peek: Peek & { readonly question: Question }): readonly Choice[] {
  const { question } = peek;
  const marks = glyphs(look);
  const ticked = tickedOptions(peek);
  const isMade = peek.chosen.length > 0 || (peek.sent?.length ?? 0) > 0;
  return question.options.map((option, index) => {
    const isTicked = ticked.includes(index);
    const isChosen = isTicked && isMade;
    const box = isTicked ? marks.ticked : marks.box;
    const mark = isBox(question, option) ? box : isChosen ? marks.chosen : ' ';
    return { option, mark, number: `${index + 1}. `, isChosen };
  });
}

/** Below the boxes of a dialog stand options that are none, to talk about it instead. */
function isBox({ multiple, options }: Question, { checked }: Option): boolean {
  const isRead = options.some(option => option.checked !== undefined);
  return multiple === true && (checked !== undefined || !isRead);
}

function columnLines(
  screen: ScreenState,
  { option, mark, number, isChosen }: Choice,
  { width, options }: OptionShape,
): readonly string[] {
  const sign = `${mark} ${number}`;
  const least = options === 'whole' ? 2 : 1;
  const lines = optionText(option, width - cells(sign), { dot: glyphs(screen.look).dot, least });
  return lines.map((text, at) =>
    paintChoice(screen, (at === 0 ? sign : ' '.repeat(cells(sign))) + text, isChosen),
  );
}

function paintChoice({ look }: ScreenState, text: string, isChosen: boolean): string {
  return isChosen ? paint(look, 'accent', paint(look, 'strong', text)) : text;
}

/** How far a permission goes often stands at its end: a label is never cut where there is room, a description is. */
function optionText(
  { label, description }: Option,
  width: number,
  { dot, least }: { readonly dot: string; readonly least: number },
): readonly string[] {
  const full = safeText(label) + (description ? ` ${dot} ${safeText(description)}` : '');
  if (cells(full) <= width) return [full];
  const most = Math.max(least, wrapText(safeText(label), width, mostLabelLines).length);
  const lines = wrapText(full, width, mostLabelLines * 2);
  return [...lines.slice(0, most - 1), clip(lines.slice(most - 1).join(' '), width)];
}

const mostLabelLines = 4;

/** An option stands behind the one before it where all of it fits there. */
function packedLines(
  screen: ScreenState,
  choices: readonly Choice[],
  { width, labelCells }: OptionShape,
): readonly string[] {
  const lines: { text: string; used: number }[] = [];
  const labels = choices.map(({ option }) => safeText(option.label));
  for (const [index, { mark, number, isChosen }] of choices.entries()) {
    const label = cutLabel(labels, index, labelCells);
    const behind = `${mark === ' ' ? '' : `${mark} `}${number}${label}`;
    const last = lines.at(-1);
    if (last && last.used + 2 + cells(behind) <= width) {
      last.text += `  ${paintChoice(screen, behind, isChosen)}`;
      last.used += 2 + cells(behind);
      continue;
    }
    const sign = `${mark} ${number}`;
    const indent = ' '.repeat(cells(sign));
    for (const [at, part] of wrapText(label, width - cells(sign), mostLabelLines).entries()) {
      const text = (at === 0 ? sign : indent) + part;
      lines.push({ text: paintChoice(screen, text, isChosen), used: cells(text) });
    }
  }
  return lines.map(({ text }) => text);
}

function cutLabel(labels: readonly string[], index: number, most = Number.POSITIVE_INFINITY): string {
  const label = labels[index] ?? '';
  const others = labels.filter((_label, at) => at !== index);
  return clip(label, Math.max(most, cells(ownWords(label, others)) + 1));
}

/** The beginning of a label, up to the first word that tells it from all others. */
function ownWords(label: string, others: readonly string[]): string {
  const words = label.split(' ');
  const shared = others.map(other => {
    const theirs = other.split(' ');
    const at = words.findIndex((word, place) => word !== theirs[place]);
    return at < 0 ? words.length : at;
  });
  return words.slice(0, Math.max(0, ...shared) + 1).join(' ');
}
