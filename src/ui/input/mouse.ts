import { withCollapsed } from '../../core/settings/collapsed.ts';
import type { Change } from '../commands/change.ts';
import { notice } from '../commands/command.ts';
import { scrollHelp } from '../commands/help.ts';
import { moveInMenu, takeEntry } from '../commands/line/complete.ts';
import { fold } from '../commands/list/fold.ts';
import { selectId } from '../commands/list/move.ts';
import { scrollPeek } from '../commands/peek/peek-scroll.ts';
import { refuseAttach } from '../commands/row/attach.ts';
import { scrollDiff } from '../commands/row/diff.ts';
import { isCollapsed } from '../list/collapse.ts';
import { activeFilter } from '../list/filter.ts';
import type { Group } from '../state/list.ts';
import { changed, type ViewState } from '../state/view-state.ts';
import { hitAt } from './hit.ts';

const wheelLines = 3;

/** A cell of the screen, counted from 0. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** `click:12:5`, `wheel-up:12:5`, as `piecesOf` names them: column and line. */
const pattern = /^(click|wheel-up|wheel-down):(\d+):(\d+)$/;

export function isMouse(key: string): boolean {
  return pattern.test(key);
}

/** What a click or a turn of the wheel does, or the key that does the same. */
export function mouseChange(state: ViewState, key: string): Change | { readonly key: string } {
  const [, what, x, y] = pattern.exec(key) ?? [];
  const at = { x: Number(x), y: Number(y) };
  if (state.keys.mode === 'help')
    return what === 'click' ? {} : scrollHelp(state, what === 'wheel-up' ? -1 : 1);
  if (state.keys.mode === 'diff' && what !== 'click')
    return scrollDiff(state, what === 'wheel-up' ? -wheelLines : wheelLines);
  if (state.keys.mode !== 'list' && state.keys.mode !== 'peek') return {};
  return what === 'click' ? click(state, at) : turn(state, at, what === 'wheel-up' ? -1 : 1);
}

/** The list scrolls under the selection, which stays; the next key brings it back into view. */
function turn(state: ViewState, at: Point, by: -1 | 1): Change {
  const hit = hitAt(state, at);
  if (hit.type === 'panel' || hit.type === 'option') return scrollPeek(state, by * wheelLines);
  if (hit.type === 'completion') return moveInMenu(state, by);
  const scroll = Math.max(0, state.list.scroll + by * wheelLines);
  return { set: { list: { scroll, isScrolledAway: true } } };
}

function click(state: ViewState, at: Point): Change | { readonly key: string } {
  const hit = hitAt(state, at);
  if (hit.type === 'option') return hit.index < 9 ? { key: `${hit.index + 1}` } : {};
  if (hit.type === 'completion') return takeEntry(state, hit.at);
  if (hit.type === 'heading') return foldByMouse(state, hit.group);
  // Where nothing stands a click does nothing, and the list stays where it was scrolled to.
  if (hit.type !== 'row') return { set: { list: { isScrolledAway: state.list.isScrolledAway } } };
  if (state.list.clickedId === hit.id && state.list.selectedId === hit.id) return open(state);
  const { set } = selectId(state, hit.id);
  return { set: changed({ list: { clickedId: hit.id } }, set) };
}

function open(state: ViewState): Change {
  const why = refuseAttach(state);
  if (why) return { set: { notices: { current: notice(state, why, 'attention') } } };
  return state.list.selectedId ? { effects: [{ type: 'attach', id: state.list.selectedId }] } : {};
}

function foldByMouse(state: ViewState, group: Group): Change {
  if (activeFilter(state.line)) return {};
  const collapsed = !isCollapsed(state, group);
  if (state.keys.mode === 'list') return fold(state, group, collapsed);
  // The peek stays with its session.
  const { key } = group;
  return {
    set: { list: { collapsed: withCollapsed(state.list.collapsed, key, collapsed) } },
    effects: [{ type: 'save-view', change: { key, collapsed } }],
  };
}
