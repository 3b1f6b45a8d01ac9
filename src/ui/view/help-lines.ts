import { clip, pad } from '../../core/text/safe-text.ts';
import { type Command, commandList } from '../commands/index.ts';
import type { Mode, ViewState } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';

/** Every key that works where `?` was pressed, in at most so many lines; more are scrolled to (V14). */
export function helpLines(state: ViewState, most: number): readonly string[] {
  const lines = allLines(state, most);
  const from = Math.min(state.helpTop, lastTop(lines.length, most));
  const below = lines.length - from - most;
  const marks = glyphs(state.look);
  const more = (mark: string, count: number) =>
    paint(state.look, 'muted', clip(`${mark} ${count} more`, state.columns - 2));
  return lines.slice(from, from + most).map((line, index) => {
    // A mark takes the place of a line, which it counts as well.
    if (index === 0 && from > 0) return `  ${more(marks.up, from + 1)}`;
    if (index === most - 1 && below > 0) return `  ${more(marks.down, below + 1)}`;
    return `  ${line}`;
  });
}

/** How far down the keys can be scrolled. */
export function lastHelpTop(state: ViewState, most: number): number {
  return lastTop(allLines(state, most).length, most);
}

function lastTop(count: number, most: number): number {
  return Math.max(0, count - most);
}

/** In one column where that is high enough, else in as many as can be read. */
function allLines(state: ViewState, most: number): readonly string[] {
  const entries = helpEntries(state.modeBefore);
  const widest = Math.max(1, Math.min(3, Math.floor(state.columns / 58)));
  const columns = Math.min(widest, Math.max(1, Math.ceil(entries.length / Math.max(1, most))));
  const width = Math.floor((state.columns - 2) / columns);
  const perColumn = Math.ceil(entries.length / columns);
  const title = state.modeBefore === 'peek' ? 'Keys in the peek' : 'Keys in the list';
  const lines = Array.from({ length: perColumn }, (_, line) =>
    Array.from({ length: columns }, (_, column) =>
      cell(state, entries[column * perColumn + line], width),
    ).join(''),
  );
  // Where every line counts the keys need no title.
  const isJust = lines.length === most;
  return isJust ? lines : [paint(state.look, 'heading', clip(title, state.columns - 2)), ...lines];
}

/** Keys with what they do; the README's table is made of the same. */
export function helpEntries(mode: Mode): readonly (readonly [keys: string, doc: string])[] {
  return commandList
    .filter(command => command.doc !== undefined && (command.keys[mode]?.length ?? 0) > 0)
    .map(command => [keysText(command, mode), command.doc ?? '']);
}

export function keysText(command: Command, mode: Mode): string {
  return command.shownKeys ?? (command.keys[mode] ?? []).map(keyText).join(' / ');
}

const arrows: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  return: 'Enter',
  escape: 'Esc',
};

function keyText(key: string): string {
  return key
    .split('+')
    .map(
      part =>
        arrows[part] ?? (part.length === 1 ? part.toUpperCase() : part[0]?.toUpperCase() + part.slice(1)),
    )
    .join('+');
}

function cell(state: ViewState, entry: readonly [string, string] | undefined, width: number): string {
  if (!entry) return '';
  const keys = pad(clip(entry[0], 14), 14);
  return `${paint(state.look, 'accent', keys)} ${paint(state.look, 'muted', pad(clip(entry[1], width - 16), width - 15))}`;
}
