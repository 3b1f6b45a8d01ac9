import type { Group } from '../state/list.ts';
import type { Slices } from '../state/view-state.ts';
import { headingId, isCollapsed } from './collapse.ts';

/** One group on the whole list's lines, of which the screen shows a window. */
export interface Block {
  readonly group: Group;
  readonly collapsed: boolean;
  /** Line of the heading; the rows follow it. */
  readonly start: number;
  /** Empty where the group is collapsed. */
  readonly ids: readonly string[];
}

export type Item =
  | { readonly type: 'blank' }
  | { readonly type: 'heading'; readonly block: Block }
  | { readonly type: 'row'; readonly id: string; readonly block: Block };

export interface Layout {
  readonly blocks: readonly Block[];
  readonly height: number;
}

/** Where everything stands on `height` lines: where they would all fit but for the lines between groups, without these. */
export function fittedLayout(state: Slices<'list' | 'line'>, height: number): Layout {
  const layout = layoutOf(state);
  if (layout.height <= height) return layout;
  const dense = layoutOf(state, 0);
  return dense.height <= height ? dense : layout;
}

/** Where everything stands, at a cost that counts groups and not rows. */
export function layoutOf(state: Slices<'list' | 'line'>, gap = 1): Layout {
  const blocks: Block[] = [];
  let height = 0;
  for (const group of state.list.groups) {
    const collapsed = isCollapsed(state, group);
    const before = blocks.at(-1);
    // A blank line stands between groups; collapsed ones that follow each other need none.
    const start = height + (before && !(before.collapsed && collapsed) ? gap : 0);
    const ids = collapsed ? [] : group.ids;
    blocks.push({ group, collapsed, start, ids });
    height = start + 1 + ids.length;
  }
  return { blocks, height };
}

export function itemAt({ blocks }: Layout, line: number): Item {
  const block = blocks.findLast(candidate => candidate.start <= line);
  if (!block) return { type: 'blank' };
  if (block.start === line) return { type: 'heading', block };
  const id = block.ids[line - block.start - 1];
  return id === undefined ? { type: 'blank' } : { type: 'row', id, block };
}

/** The line of the selected row or heading; -1 when it cannot be seen. */
export function selectedLine({ blocks }: Layout, selectedId: string | undefined): number {
  if (selectedId === undefined) return -1;
  for (const { group, start, ids } of blocks) {
    if (headingId(group.key) === selectedId) return start;
    const at = ids.indexOf(selectedId);
    if (at !== -1) return start + 1 + at;
  }
  return -1;
}

/** How many rows stand on the lines before this one, those that are folded away there included. */
export function rowsBefore({ blocks }: Layout, line: number): number {
  return blocks.reduce((rows, { collapsed, group, start, ids }) => {
    if (collapsed) return rows + (start < line ? group.ids.length : 0);
    return rows + Math.max(0, Math.min(ids.length, line - start - 1));
  }, 0);
}
