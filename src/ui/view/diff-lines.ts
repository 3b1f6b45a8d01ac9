import { clip, safeText } from '../../core/text/safe-text.ts';
import type { Tone } from '../../core/text/tone.ts';
import { type Diff, type DiffFile, type DiffLine, diffCounts } from '../../core/worktree/diff.ts';
import type { DiffView } from '../state/peek.ts';
import type { ScreenState } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
import type { Look } from '../theme/look.ts';
import { glyphs, paint } from '../theme/theme.ts';

/** Lines of the diff that are seen at a time: title and status line take one each. */
export function diffRoom(screen: ScreenState): number {
  return Math.max(1, screen.rows - 2);
}

/** The last line that may stand first. */
export function lastTop(state: Slices<'screen' | 'peek'>): number {
  return Math.max(0, (state.peek.diff?.diff?.lines.length ?? 0) - diffRoom(state.screen));
}

/** Title and body: exactly one line less than the screen has. */
export function diffScreen(state: Slices<'screen' | 'peek'>): readonly string[] {
  const view = state.peek.diff;
  const { look, columns } = state.screen;
  if (!view) return [];
  const room = diffRoom(state.screen);
  const shown = view.diff?.lines.slice(view.top, view.top + room) ?? [];
  const counts = new Map(view.diff?.files.map(file => [file.at, file]));
  const body =
    shown.length > 0
      ? shown.map((line, index) =>
          bodyLine(look, line, { columns, left: view.left, file: counts.get(view.top + index) }),
        )
      : [paint(look, 'muted', ` ${emptyWords(view)}`)];
  const filler = Array.from({ length: room - body.length }, () => '');
  return [titleLine(state.screen, view), ...body, ...filler];
}

function emptyWords({ diff }: DiffView): string {
  return diff ? 'Nothing has been changed.' : 'Reading the diff…';
}

function titleLine({ look, columns }: ScreenState, { name, diff, top }: DiffView): string {
  const at = diff?.files.findLastIndex(file => file.at <= top) ?? -1;
  const file = diff?.files[at];
  const place = diff && file ? [`file ${at + 1} of ${diff.files.length}: ${safeText(file.name)}`] : [];
  const facts = diff?.files.length
    ? [diffCounts(diff), ...place, ...(diff.note ? [safeText(diff.note)] : [])]
    : [];
  const first = clip(safeText(name), Math.floor(columns / 3));
  const rest = clip(facts.join(` ${glyphs(look).dot} `), Math.max(0, columns - first.length - 4));
  return ` ${paint(look, 'strong', first)}  ${paint(look, 'muted', rest)}`;
}

const tones: Readonly<Record<DiffLine['kind'], Tone>> = {
  file: 'strong',
  note: 'muted',
  hunk: 'accent',
  added: 'added',
  removed: 'removed',
  context: 'plain',
};

const marks: Readonly<Partial<Record<DiffLine['kind'], string>>> = { added: '+', removed: '-', context: ' ' };

interface Placing {
  readonly columns: number;
  readonly left: number;
  readonly file: DiffFile | undefined;
}

function bodyLine(look: Look, line: DiffLine, { columns, left, file }: Placing): string {
  if (file) return fileLine(look, file, columns);
  const mark = marks[line.kind] ?? ' ';
  return paint(look, tones[line.kind], clip(`${mark}${shifted(line.text, left)}`, columns));
}

function fileLine(look: Look, { name, added, removed }: DiffFile, columns: number): string {
  const counts = ` +${added} -${removed}`;
  const shown = clip(safeText(name), Math.max(1, columns - counts.length - 5));
  const rule = glyphs(look).rule;
  return `${paint(look, 'faint', rule.repeat(2))} ${paint(look, 'strong', shown)}${paint(look, 'muted', counts)}`;
}

/** A diff as lines of a terminal of any width, for the shell. */
export function printedDiff(look: Look, diff: Diff): readonly string[] {
  const counts = new Map(diff.files.map(file => [file.at, file]));
  const wide = { columns: 10_000, left: 0 };
  return diff.lines.map((line, index) => bodyLine(look, line, { ...wide, file: counts.get(index) }));
}

/** Of a line of a megabyte only the beginning is looked at. */
function shifted(text: string, left: number): string {
  const start = text.slice(0, left * 2 + longestLine).replaceAll('\t', '    ');
  const safe = safeText(start, { keepIndent: true });
  return left === 0 ? safe : [...safe].slice(left).join('');
}

const longestLine = 10_000;
