import { clip, pad } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import { type Command, type KeyGroup, keyGroups } from '../commands/command.ts';
import { commandList, ownKeymap } from '../commands/index.ts';
import { keyOf, withKeys } from '../keys/key-for.ts';
import { keysText, keyText } from '../keys/key-text.ts';
import { endsWithView } from '../state/ends-with-view.ts';
import type { Keymap, Mode } from '../state/keys.ts';
import type { ScreenState } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';

export interface HelpGroup {
  readonly title: string;
  readonly entries: readonly (readonly [keys: string, doc: string])[];
}

type HelpSlices = Slices<'screen' | 'keys' | 'sessions' | 'launch'>;

const twoColumnsFrom = 100;
const gap = '  ';
const keysWidth = 14;

/** Every key that works where `?` was pressed, in at most so many lines; more are scrolled to. */
export function helpLines(state: HelpSlices, most: number): readonly string[] {
  const lines = allLines(state);
  const from = Math.min(state.keys.helpTop, lastTop(lines.length, most));
  const below = lines.length - from - most;
  const marks = glyphs(state.screen.look);
  const more = (mark: string, count: number) =>
    paint(state.screen.look, 'muted', clip(`${mark} ${count} more`, state.screen.columns - 2));
  return lines.slice(from, from + most).map((line, index) => {
    // A mark takes the place of a line, which it counts as well.
    if (index === 0 && from > 0) return `  ${more(marks.up, from + 1)}`;
    if (index === most - 1 && below > 0) return `  ${more(marks.down, below + 1)}`;
    return `  ${line}`;
  });
}

/** How far down the keys can be scrolled. */
export function lastHelpTop(state: HelpSlices, most: number): number {
  return lastTop(allLines(state).length, most);
}

function lastTop(count: number, most: number): number {
  return Math.max(0, count - most);
}

/** A heading per group; two columns where there is room, and no group is divided between them. */
function allLines(state: HelpSlices): readonly string[] {
  const columns = state.screen.columns >= twoColumnsFrom ? 2 : 1;
  const width = Math.floor((state.screen.columns - 2 - gap.length * (columns - 1)) / columns);
  const blocks = helpGroups(state.keys.modeBefore, state.keys.keymap, endsWithView(state)).map(group =>
    blockLines(state.screen, group, width),
  );
  const title = state.keys.modeBefore === 'peek' ? 'Keys in the peek' : 'Keys in the list';
  const body = columns === 1 ? blocks.flat() : besideEachOther(blocks, ' '.repeat(width));
  return [paint(state.screen.look, 'strong', clip(title, state.screen.columns - 2)), ...body];
}

/** The first blocks on the left and the others on the right, so that the higher column is as low as it can be. */
function besideEachOther(blocks: readonly (readonly string[])[], blank: string): readonly string[] {
  const splits = blocks.map((_, at) => [blocks.slice(0, at).flat(), blocks.slice(at).flat()] as const);
  const heights = splits.map(([left, right]) => Math.max(left.length, right.length));
  const height = Math.min(...heights);
  const [left, right] = splits[heights.indexOf(height)] ?? [[], []];
  return Array.from({ length: height }, (_, line) => `${left[line] ?? blank}${gap}${right[line] ?? ''}`);
}

/** A blank line, the heading and a line for each key, more where what it does is long; all `width` cells wide. */
function blockLines(screen: ScreenState, { title, entries }: HelpGroup, width: number): readonly string[] {
  const lines = entries.flatMap(([keys, doc]) =>
    wrapText(doc, width - keysWidth - 1, 9).map((part, index) => {
      const key = pad(index === 0 ? clip(keys, keysWidth) : '', keysWidth);
      const meaning = pad(part, width - keysWidth - 1);
      return `${paint(screen.look, 'accent', key)} ${paint(screen.look, 'muted', meaning)}`;
    }),
  );
  const heading = paint(screen.look, 'heading', pad(clip(title, width), width));
  return [' '.repeat(width), heading, ...lines];
}

/** Keys with what they do, under the headings of their groups; docs/keys.md is made of the same. */
export function helpGroups(mode: Mode, keymap: Keymap = ownKeymap, isEnding = false): readonly HelpGroup[] {
  const shown = commandList.filter(
    ({ name, doc }) => doc !== undefined && (keymap[name]?.[mode]?.length ?? 0) > 0,
  );
  return (Object.keys(keyGroups) as KeyGroup[])
    .map(group => ({
      title: keyGroups[group],
      entries: shown
        .filter(command => command.group === group)
        .map(command => helpEntry(isEnding ? ending(command) : command, mode, keymap)),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function ending(command: Command): Command {
  const { docEnding } = command;
  return docEnding === undefined ? command : { ...command, doc: docEnding };
}

export function helpEntry(
  command: Command,
  mode: Mode,
  keymap: Keymap = ownKeymap,
): readonly [keys: string, doc: string] {
  const { name, helpWith, helpWhere, shownKeys, doc = '' } = command;
  const own = keymap[name]?.[mode] ?? [];
  const shared = helpWith?.flatMap(each => keyOf({ keymap, mode }, each) ?? []);
  const keys =
    shownKeys ?? (shared ? keysText([...own.slice(0, 1), ...shared]) : own.map(keyText).join(' / '));
  return [helpWhere === undefined ? keys : `${keys} ${helpWhere}`, withKeys({ keymap, mode }, doc)];
}
