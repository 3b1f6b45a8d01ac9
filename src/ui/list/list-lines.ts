import { sessionsById } from '../../core/session/sessions-by-id.ts';
import { clip } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import { withKeys } from '../keys/key-for.ts';
import type { Defaults } from '../state/launch.ts';
import type { ListState } from '../state/list.ts';
import { type ScreenState, shortPath } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { headingLine } from './heading-line.ts';
import { fittedLayout, type Item, itemAt, type Layout, rowsBefore, selectedLine } from './list-layout.ts';
import { nameColumn, rowIcon, rowLine } from './row-line.ts';

/** The list, cut to `height` lines around the selected row; never longer. */
export function listLines(
  state: Slices<'screen' | 'clock' | 'keys' | 'sessions' | 'list' | 'line' | 'launch'>,
  height: number,
): readonly string[] {
  if (height <= 0) return [];
  if (state.sessions.all.length === 0) return emptyLines(state).slice(0, height);
  if (state.list.groups.length === 0) return nothingFits(state.screen).slice(0, height);
  const layout = fittedLayout(state, height);
  const shown = shownLines(state.list, layout, height);
  const nameCells = nameColumn(state);
  const lines = shown.map(line => itemLine(state, itemAt(layout, line), nameCells));
  return withMoreMarks(state.screen, lines, hiddenRows(layout, shown));
}

/** The icons of the rows at work, and on which line of the list each stands. */
export function turningIcons(
  state: Slices<'screen' | 'clock' | 'sessions' | 'list' | 'line'>,
  height: number,
): readonly { readonly line: number; readonly icon: string }[] {
  if (height <= 0) return [];
  const layout = fittedLayout(state, height);
  const shown = shownLines(state.list, layout, height);
  const hidden = hiddenRows(layout, shown);
  const byId = sessionsById(state.sessions.all);
  return shown.flatMap((at, line) => {
    const item = itemAt(layout, at);
    const session = item.type === 'row' ? byId.get(item.id) : undefined;
    if (session?.status.state !== 'working' || markAt(line, shown.length, hidden)) return [];
    return [{ line, icon: rowIcon(state, session) }];
  });
}

/** What stands on each line of the list that is shown, from its first on. */
export function listItems(state: Slices<'list' | 'line'>, height: number): readonly Item[] {
  if (height <= 0) return [];
  const layout = fittedLayout(state, height);
  return shownLines(state.list, layout, height).map(line => itemAt(layout, line));
}

/** Which lines of the whole list are shown. A mark needs no blank line beside it: something of the list has its place. */
function shownLines(list: ListState, layout: Layout, height: number): readonly number[] {
  const from = firstShown(list, layout, height);
  const count = Math.max(0, Math.min(height, layout.height - from));
  const all = Array.from({ length: count }, (_, index) => from + index);
  const isBlank = (line: number) => itemAt(layout, line).type === 'blank';
  if (count < 4) return all;
  const last = from + count - 1;
  const goesOn = last < layout.height - 1 && isBlank(last - 1);
  const blankAbove = from > 0 ? [from, from + 1].find(isBlank) : undefined;
  const inside = all.filter(line => line !== blankAbove && !(goesOn && line === last - 1));
  return [...(blankAbove === undefined ? [] : [from - 1]), ...inside, ...(goesOn ? [last + 1] : [])];
}

/** How many rows lie beyond each end of the screen. */
interface Hidden {
  readonly above: number;
  readonly below: number;
}

/** A mark takes the place of a line, whose row it counts as well; where only a heading is hidden there is none. */
function hiddenRows(layout: Layout, shown: readonly number[]): Hidden {
  const [first = 0, last = 0] = [shown[0], shown.at(-1)];
  const all = rowsBefore(layout, layout.height);
  const isCut = rowsBefore(layout, last + 1) < all;
  return {
    above: rowsBefore(layout, first) > 0 ? rowsBefore(layout, first + 1) : 0,
    below: isCut ? all - rowsBefore(layout, last) : 0,
  };
}

function itemLine(
  state: Slices<'screen' | 'clock' | 'sessions' | 'list' | 'line'>,
  item: Item,
  nameCells: number,
): string {
  if (item.type === 'blank') return '';
  if (item.type === 'heading') return headingLine(state, item.block);
  const session = sessionsById(state.sessions.all).get(item.id);
  return session ? rowLine(state, session, nameCells) : '';
}

/** Where the list begins so that the selected row can be seen, moved as little as can be from where it was. */
export function scrollFor(state: Slices<'list' | 'line'>, height: number): number {
  return firstShown(state.list, fittedLayout(state, height), height);
}

/** The line above and the line below the selection stay in view: they may say how much more there is. */
function firstShown(list: ListState, layout: Layout, height: number): number {
  if (layout.height <= height) return 0;
  const last = layout.height - height;
  const at = list.isScrolledAway ? -1 : selectedLine(layout, list.selectedId);
  if (at === -1) return Math.max(0, Math.min(list.scroll, last));
  const margin = Math.min(2, Math.floor((height - 1) / 2));
  const least = at + margin - height + 1;
  return Math.max(0, Math.min(last, Math.max(least, Math.min(list.scroll, at - margin))));
}

/** The first and last line say how much lies beyond, where that hides rows. */
function withMoreMarks(screen: ScreenState, lines: readonly string[], hidden: Hidden): readonly string[] {
  const marks = glyphs(screen.look);
  const more = (mark: string, count: number) =>
    paint(screen.look, 'muted', clip(`  ${mark} ${count} more`, screen.columns));
  return lines.map((line, index) => {
    const mark = markAt(index, lines.length, hidden);
    return mark ? more(marks[mark], mark === 'up' ? hidden.above : hidden.below) : line;
  });
}

/** Which mark stands on a line in place of what the list has there. */
function markAt(line: number, lines: number, hidden: Hidden): 'up' | 'down' | undefined {
  if (lines < 3) return undefined;
  if (line === 0 && hidden.above > 0) return 'up';
  return line === lines - 1 && hidden.below > 0 ? 'down' : undefined;
}

function nothingFits(screen: ScreenState): readonly string[] {
  const text = clip('No session fits. Esc clears the filter.', screen.columns - 2);
  return [`  ${paint(screen.look, 'muted', text)}`];
}

/** Sessions live in the usual place, in panes beside the view, or in it. */
function goesOn({ backend }: Defaults): string {
  if (backend === 'in-process') return 'They end with this view, and the next one resumes them';
  return backend === undefined
    ? 'They go on when you close this view, the shell or the connection'
    : 'They go on in their panes when you close this view, and end with their window';
}

/** An empty view explains itself. */
function emptyLines(state: Slices<'screen' | 'keys' | 'sessions' | 'launch'>): readonly string[] {
  const { look, columns } = state.screen;
  const { defaults } = state.launch;
  const start = defaults.isInstalled
    ? `Describe a task below and press Enter: ${defaults.agentLabel} starts on it in the background.`
    : `No agent was found (looked for ${defaults.lookedFor.join(', ')}). Shell jobs work: ! followed by a command.`;
  const entries = [
    ['Needs input', 'Sessions with a question or a decision for you land here'],
    ['Working', goesOn(defaults)],
    ['Completed', 'Finished, failed and stopped sessions wait here for your review'],
  ] as const;
  return [
    ...scopeLines(state),
    ...entries.flatMap(([title, text]) => [
      `  ${paint(look, 'heading', clip(title, columns - 2))}`,
      `  ${paint(look, 'muted', clip(text, columns - 2))}`,
      '',
    ]),
    ...wrapText(start, columns - 4, 3).map(line => `  ${line}`),
    `  ${paint(look, 'muted', clip(withKeys(state.keys, '@ names an agent or a repository  ·  / a command[  ·  {help} shows every key]'), columns - 2))}`,
    `  ${paint(look, 'muted', clip('! npm test  runs a shell job  ·  agents demo  on the shell shows every state', columns - 2))}`,
  ];
}

/** With `--cwd` there may be sessions enough, elsewhere. */
function scopeLines(state: Slices<'screen' | 'sessions'>): readonly string[] {
  const { under } = state.sessions;
  const { look, columns } = state.screen;
  if (under === undefined) return [];
  const text = `No session was started at or under ${shortPath(state.screen, under)}. Without --cwd all are shown.`;
  return [...wrapText(text, columns - 4, 3).map(line => `  ${paint(look, 'attention', line)}`), ''];
}
