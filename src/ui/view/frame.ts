import { cells, clip } from '../../core/text/safe-text.ts';
import { openMenu } from '../line/completion.ts';
import { fieldWindow } from '../line/field-lines.ts';
import { menuLines, menuRoom } from '../line/menu-lines.ts';
import { listLines, scrollFor, turningIcons } from '../list/list-lines.ts';
import { iconColumn } from '../list/row-line.ts';
import { peekHeight } from '../peek/peek-layout.ts';
import { peekLines } from '../peek/peek-lines.ts';
import { replyPlaceholder } from '../peek/reply/reply-placeholder.ts';
import type { KeysState } from '../state/keys.ts';
import { shownReply } from '../state/peek.ts';
import type { ScreenState } from '../state/screen.ts';
import type { Field } from '../state/text-edit.ts';
import { changed, type Slices, type ViewState } from '../state/view-state.ts';
import { asciiLine } from '../theme/ascii.ts';
import { glyphs, paint } from '../theme/theme.ts';
import { awayLines } from './away.ts';
import { diffScreen } from './diff-lines.ts';
import { headerLines } from './header.ts';
import { helpLines, lastHelpTop } from './help-lines.ts';
import { statusLine, statusLines } from './status-line.ts';
import { isTooSmall, tooSmallText } from './too-small.ts';

/** What stands on the terminal: exactly `rows` lines, none wider than `columns`. */
export interface Frame {
  readonly lines: readonly string[];
  /** Lines that show the text field; the others are plain. */
  readonly field: { readonly from: number; readonly to: number };
  /** Where the terminal's cursor stands; undefined hides it. */
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
}

/** A text on one line of the terminal. */
export interface Piece {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** The whole view as lines: a pure function, so that the first frame needs no Ink. */
export function frame(state: ViewState): Frame {
  const made = makeFrame(state);
  return state.screen.look.unicode ? made : { ...made, lines: made.lines.map(asciiLine) };
}

function makeFrame(state: ViewState): Frame {
  if (isTooSmall(state.screen)) return tooSmall(state.screen);
  if (state.keys.mode === 'help') return helpFrame(state);
  if (state.keys.mode === 'diff') {
    const lines = [...diffScreen(state), statusLine(state)];
    return { lines, field: { from: 0, to: 0 }, cursor: undefined };
  }
  const { top, bottom, height } = layout(state);
  const list = listLines(state, height);
  const filler = Array.from({ length: height - list.length }, () => '');
  const before = top.length + height;
  return {
    lines: [...top, ...list, ...filler, ...bottom.lines],
    field: { from: before + bottom.field.from, to: before + bottom.field.to },
    cursor: bottom.cursor && { x: bottom.cursor.x, y: before + bottom.cursor.y },
  };
}

/** Neither list nor field is seen. */
function isFull({ mode }: KeysState): boolean {
  return mode === 'help' || mode === 'diff';
}

/** The keys have the whole screen: at 80x24 they need it. */
function helpFrame(state: ViewState): Frame {
  const height = state.screen.rows - 1;
  const keys = helpLines(state, height);
  const filler = Array.from({ length: height - keys.length }, () => '');
  return { lines: [...keys, ...filler, statusLine(state)], field: { from: 0, to: 0 }, cursor: undefined };
}

type Layout = ReturnType<typeof makeLayout>;

const layouts = new WeakMap<ViewState, Layout>();

/** How the terminal's lines are shared out; made once for a state: scrolling and drawing both ask for it. */
function layout(state: ViewState): Layout {
  const made = layouts.get(state) ?? makeLayout(state);
  layouts.set(state, made);
  return made;
}

/** The list gets what is left. */
function makeLayout(state: ViewState) {
  const isRoomy = state.screen.rows >= 16;
  const news = awayLines(state);
  const bottom = bottomBlock(state, isRoomy);
  const header = isRoomy ? [...headerLines(state), ...news, ''] : [...headerLines(state).slice(1), ...news];
  // On a small screen a question may need the header's line.
  const top = header.slice(0, Math.max(0, state.screen.rows - bottom.lines.length));
  return { top, bottom, height: state.screen.rows - top.length - bottom.lines.length };
}

/** Which lines of the screen the list and the peek have; undefined where there is neither. */
export function placesOf(state: ViewState) {
  if (isTooSmall(state.screen) || isFull(state.keys)) return undefined;
  const { top, height, bottom } = layout(state);
  // A rule stands above the peek.
  const panel = { from: top.length + height + 1, lines: bottom.panel };
  return { list: { from: top.length, height }, panel };
}

/** What differs in the frame when icons have turned, and nothing else. */
export function turnedIcons(state: ViewState): readonly Piece[] {
  const places = placesOf(state);
  if (!places) return [];
  const { from, height } = places.list;
  return turningIcons(state, height).map(({ line, icon }) => ({ x: iconColumn, y: from + line, text: icon }));
}

/** The state with its list scrolled to where the selected row is seen. */
export function scrolled(state: ViewState): ViewState {
  if (isTooSmall(state.screen)) return state;
  if (state.keys.mode === 'help') {
    const helpTop = Math.min(state.keys.helpTop, lastHelpTop(state, state.screen.rows - 1));
    return helpTop === state.keys.helpTop ? state : changed(state, { keys: { helpTop } });
  }
  if (isFull(state.keys)) return state;
  const around = layout(state);
  const scroll = scrollFor(state, around.height);
  if (scroll === state.list.scroll) return state;
  const moved = changed(state, { list: { scroll } });
  // Nothing around the list says how far it is scrolled.
  layouts.set(moved, around);
  return moved;
}

/** Everything below the list: the peek or help, the text field between rules, the status line. */
function bottomBlock(state: ViewState, isRoomy: boolean): Frame & { readonly panel: readonly string[] } {
  const rule = paint(state.screen.look, 'faint', glyphs(state.screen.look).rule.repeat(state.screen.columns));
  const { field, placeholder } = activeField(state);
  const most = isRoomy ? Math.max(1, Math.min(8, Math.floor(state.screen.rows / 4))) : 1;
  const window = fieldWindow(field, state.screen.columns - 3, most);
  const pointer = paint(state.screen.look, 'accent', glyphs(state.screen.look).pointer);
  const shown =
    field.text === ''
      ? [`${pointer} ${paint(state.screen.look, 'muted', clip(placeholder, state.screen.columns - 3))}`]
      : window.lines.map((line, index) => `${index === 0 ? pointer : ' '} ${line}`);
  const below = [...(isRoomy ? [rule] : []), ...statusLines(state)];
  const around = shown.length + below.length + (isRoomy ? 2 : 1);
  const panel = panelLines(state, state.screen.rows - around);
  const above = [...(panel.length > 0 ? [rule, ...panel] : []), ...(isRoomy ? [rule] : [])];
  return {
    panel,
    lines: [...above, ...shown, ...below],
    field: { from: above.length, to: above.length + shown.length },
    cursor: { x: 2 + window.x, y: above.length + window.y },
  };
}

function panelLines(state: ViewState, most: number): readonly string[] {
  const menu = openMenu(state);
  if (menu) return menuLines(state.screen, menu, menuRoom(state.screen.rows));
  return state.keys.mode === 'peek' ? peekLines(state, Math.min(most, peekHeight(state))) : [];
}

function activeField(state: Slices<'keys' | 'sessions' | 'line' | 'launch' | 'peek'>): {
  field: Field;
  placeholder: string;
} {
  if (state.keys.mode === 'rename')
    return { field: state.line.rename, placeholder: 'a name for this session' };
  if (state.keys.mode === 'peek')
    return { field: shownReply(state.peek), placeholder: replyPlaceholder(state) };
  if (state.line.isFinding)
    return { field: state.line.field, placeholder: 'words of a name, a summary or a directory' };
  const { defaults } = state.launch;
  const task = defaults.isInstalled ? 'describe a task for a new session' : '! command runs a shell job';
  return { field: state.line.field, placeholder: task };
}

function tooSmall(screen: ScreenState): Frame {
  const lines = Array.from({ length: Math.max(1, screen.rows) }, (_, index) =>
    index === 0 ? clip(tooSmallText, Math.max(0, screen.columns)) : '',
  );
  const x = Math.min(cells(lines[0] ?? ''), Math.max(0, screen.columns - 1));
  return { lines, field: { from: 0, to: 0 }, cursor: { x, y: 0 } };
}
