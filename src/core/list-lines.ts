import type { Group } from './groups.ts';
import { shortPath } from './header.ts';
import { nameColumn, rowLine } from './row-line.ts';
import { clip, safeText } from './safe-text.ts';
import type { Session } from './session.ts';
import { glyphs, paint } from './theme.ts';
import type { ViewState } from './view-state.ts';
import { wrapText } from './wrap.ts';

type Item =
  | { readonly heading: string; readonly count: number; readonly key: string }
  | { readonly blank: true }
  | { readonly session: Session };

/** The list, cut to `height` lines around the selected row; never longer. */
export function listLines(state: ViewState, height: number): readonly string[] {
  if (height <= 0) return [];
  if (state.sessions.length === 0) return emptyLines(state).slice(0, height);
  if (state.groups.length === 0) return nothingFits(state).slice(0, height);
  const items = listItems(state);
  const from = firstShown(state, items, height);
  const window = items.slice(from, from + height);
  const nameCells = nameColumn(
    state,
    window.flatMap(item => ('session' in item ? [item.session] : [])),
  );
  const lines = window.map(item => itemLine(state, item, nameCells));
  // A mark takes the place of a line, whose row it counts as well.
  const above = from > 0 ? rowsIn(items.slice(0, from + 1)) : 0;
  const isCut = from + window.length < items.length;
  const below = isCut ? rowsIn(items.slice(from + window.length - 1)) : 0;
  return withMoreMarks(state, lines, { above, below });
}

function listItems(state: ViewState): readonly Item[] {
  const byId = new Map(state.sessions.map(session => [session.id, session]));
  return state.groups.flatMap((group, index) => [
    ...(index > 0 ? [{ blank: true } as const] : []),
    { heading: headingOf(state, group), count: group.ids.length, key: group.key },
    ...group.ids.flatMap(id => {
      const session = byId.get(id);
      return session ? [{ session }] : [];
    }),
  ]);
}

function rowsIn(items: readonly Item[]): number {
  return items.filter(item => 'session' in item).length;
}

function itemLine(state: ViewState, item: Item, nameCells: number): string {
  if ('blank' in item) return '';
  if ('heading' in item) return headingLine(state, item);
  return rowLine(state, item.session, nameCells);
}

function headingOf(state: ViewState, { key, title }: Group): string {
  return key.startsWith('directory:') ? shortPath(state, title) : safeText(title);
}

/** With the number of its rows, those included that the window cuts off. */
function headingLine(state: ViewState, { heading, count, key }: Extract<Item, { heading: string }>): string {
  const { look, columns } = state;
  const number = ` ${count}`;
  const title = paint(look, 'heading', clip(heading, columns - 2 - number.length));
  const toned = key === 'needs-input' ? paint(look, 'attention', title) : title;
  return `  ${toned}${paint(look, 'muted', number)}`;
}

/** Where the list begins so that the selected row can be seen, moved as little as can be from where it was. */
export function scrollFor(state: ViewState, height: number): number {
  return firstShown(state, listItems(state), height);
}

/** The line above and the line below the selection stay in view: they may say how much more there is. */
function firstShown(state: ViewState, items: readonly Item[], height: number): number {
  if (items.length <= height) return 0;
  const last = items.length - height;
  const at = items.findIndex(item => 'session' in item && item.session.id === state.selectedId);
  if (at === -1) return Math.min(state.scroll, last);
  const margin = Math.min(2, Math.floor((height - 1) / 2));
  const least = at + margin - height + 1;
  return Math.max(0, Math.min(last, Math.max(least, Math.min(state.scroll, at - margin))));
}

/** The first and last line say how much lies beyond, where that hides rows. */
function withMoreMarks(
  state: ViewState,
  lines: readonly string[],
  hidden: { above: number; below: number },
): readonly string[] {
  if (lines.length < 3) return lines;
  const marks = glyphs(state.look);
  const more = (mark: string, count: number) =>
    paint(state.look, 'muted', clip(`  ${mark} ${count} more`, state.columns));
  return lines.map((line, index) => {
    if (index === 0 && hidden.above > 0) return more(marks.up, hidden.above);
    if (index === lines.length - 1 && hidden.below > 0) return more(marks.down, hidden.below);
    return line;
  });
}

function nothingFits(state: ViewState): readonly string[] {
  const text = clip('No session fits. Esc clears the filter.', state.columns - 2);
  return [`  ${paint(state.look, 'muted', text)}`];
}

/** An empty view explains itself (V15). */
function emptyLines(state: ViewState): readonly string[] {
  const { look, columns, defaults } = state;
  const start = defaults.isInstalled
    ? `Describe a task below and press Enter: ${defaults.agentLabel} starts on it in the background.`
    : `No agent was found (looked for ${defaults.lookedFor.join(', ')}). Shell jobs work: ! followed by a command.`;
  const entries = [
    ['Needs input', 'Sessions with a question or a decision for you land here'],
    ['Working', 'They go on when you close this view, the shell or the connection'],
    ['Completed', 'Finished, failed and stopped sessions wait here for your review'],
  ] as const;
  return [
    ...entries.flatMap(([title, text]) => [
      `  ${paint(look, 'heading', clip(title, columns - 2))}`,
      `  ${paint(look, 'muted', clip(text, columns - 2))}`,
      '',
    ]),
    ...wrapText(start, columns - 4, 3).map(line => `  ${line}`),
    `  ${paint(look, 'muted', clip('! npm test  runs a shell job  ·  agents demo  shows every state', columns - 2))}`,
  ];
}
