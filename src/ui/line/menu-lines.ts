import type { Ranked } from '../../core/catalog/catalog.ts';
import { cells, clip, pad } from '../../core/text/safe-text.ts';
import type { ScreenState } from '../state/screen.ts';
import { glyphs, paint, select } from '../theme/theme.ts';
import type { Menu } from './completion.ts';
import type { Entry } from './completion-entries.ts';

const mostLines = 8;
/** Narrower windows have no room to say where an entry comes from. */
const sourceFrom = 60;
const sourceCells = 11;

/** Lines of a terminal of so many rows that the menu may take: some are left to the list. */
export function menuRoom(rows: number): number {
  return rows >= 16 ? rows - 14 : Math.floor((rows - 3) / 2);
}

/** Which entries are shown: so many, from this one on. */
export function menuWindow({ entries, at }: Pick<Menu, 'entries' | 'at'>, most: number) {
  const height = Math.max(1, Math.min(mostLines, most));
  return { from: Math.max(0, Math.min(at - Math.floor(height / 2), entries.length - height)), height };
}

/** The completion menu around its pointer, at most `most` lines. */
export function menuLines(screen: ScreenState, { entries, at }: Menu, most: number): readonly string[] {
  const { from, height } = menuWindow({ entries, at }, most);
  const shown = entries.slice(from, from + height);
  const widest = Math.max(...shown.map(({ entry }) => cells(entry.text)));
  const width = Math.min(widest, Math.floor(screen.columns * (screen.columns < sourceFrom ? 0.6 : 0.4)));
  return shown.map((found, index) => entryLine(screen, found, { width, isAt: from + index === at }));
}

function entryLine(
  screen: ScreenState,
  { entry, marked }: Ranked<Entry>,
  { width, isAt }: { readonly width: number; readonly isAt: boolean },
): string {
  const { look, columns } = screen;
  const pointer = isAt ? paint(look, 'accent', glyphs(look).pointer) : ' ';
  const name = markedText(screen, entry.text, { marked, width, isAt });
  const hasSource = columns >= sourceFrom;
  const room = columns - width - 6 - (hasSource ? sourceCells : 0);
  const detail = paint(look, 'muted', pad(clip(entry.detail, room), room));
  const source = hasSource ? paint(look, 'muted', pad(entry.source, sourceCells)) : '';
  const line = `${pointer} ${name}  ${detail} ${source}`.trimEnd();
  return isAt ? select(look, line, columns) : line;
}

interface NameLook {
  readonly marked: readonly number[];
  readonly width: number;
  readonly isAt: boolean;
}

/** The letters that were typed stand out. */
function markedText(screen: ScreenState, text: string, { marked, width, isAt }: NameLook): string {
  const shown = clip(text, width);
  const isCut = shown !== text;
  const places = new Set(marked.filter(place => !isCut || place < shown.length - 1));
  const usual = isAt ? 'strong' : 'plain';
  let line = '';
  for (const [place, character] of Array.from(shown, (each, index) => [index, each] as const)) {
    const tone = places.has(place) ? 'accent' : usual;
    line += paint(screen.look, tone, character);
  }
  return line + ' '.repeat(Math.max(0, width - cells(shown)));
}
