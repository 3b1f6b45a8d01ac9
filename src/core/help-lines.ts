import { type Command, commandList } from './commands/index.ts';
import { clip, pad } from './safe-text.ts';
import { paint } from './theme.ts';
import type { Mode, ViewState } from './view-state.ts';

/** Every key that works where `?` was pressed, in as many columns as fit (V14). */
export function helpLines(state: ViewState, most: number): readonly string[] {
  const entries = helpEntries(state.modeBefore);
  const columns = Math.max(1, Math.min(3, Math.floor(state.columns / 58)));
  const width = Math.floor((state.columns - 2) / columns);
  const perColumn = Math.ceil(entries.length / columns);
  const title = state.modeBefore === 'peek' ? 'Keys in the peek' : 'Keys in the list';
  const lines = Array.from({ length: perColumn }, (_, line) =>
    Array.from({ length: columns }, (_, column) =>
      cell(state, entries[column * perColumn + line], width),
    ).join(''),
  );
  // Where every line counts the keys need no title.
  const shown =
    lines.length < most ? [paint(state.look, 'heading', clip(title, state.columns - 2)), ...lines] : lines;
  return withMoreMark(state, shown, most).map(line => `  ${line}`);
}

function withMoreMark(state: ViewState, lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [
    ...lines.slice(0, most - 1),
    paint(state.look, 'muted', clip('more in a taller window', state.columns - 2)),
  ].slice(0, most);
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
