import type { Option } from '../../core/question/question.ts';
import { cells, safeText } from '../../core/text/safe-text.ts';
import { openMenu } from '../line/completion.ts';
import { menuRoom, menuWindow } from '../line/menu-lines.ts';
import { listItems } from '../list/list-lines.ts';
import type { Group } from '../state/list.ts';
import type { ViewState } from '../state/view-state.ts';
import { placesOf } from '../view/frame.ts';

/** What stands on a line of the screen. */
export type Hit =
  | { readonly type: 'row'; readonly id: string }
  | { readonly type: 'heading'; readonly group: Group }
  /** An option of the peeked question; index into `question.options`. */
  | { readonly type: 'option'; readonly index: number }
  /** An entry of the completion menu. */
  | { readonly type: 'completion'; readonly at: number }
  | { readonly type: 'list' | 'panel' | 'elsewhere' };

/** By the same layout as the frame, so that a click means what is seen. `x` and `y` count from 0. */
export function hitAt(state: ViewState, { x, y }: { readonly x: number; readonly y: number }): Hit {
  const places = placesOf(state);
  if (!places) return { type: 'elsewhere' };
  const { list, panel } = places;
  if (y >= list.from && y < list.from + list.height) return listHit(state, list.height, y - list.from);
  const line = y - panel.from;
  if (line < 0 || line >= panel.lines.length) return { type: 'elsewhere' };
  const menu = openMenu(state);
  if (menu) return { type: 'completion', at: menuWindow(menu, menuRoom(state.screen.rows)).from + line };
  return optionHit(state, panel.lines, { x, line }) ?? { type: 'panel' };
}

function listHit(state: ViewState, height: number, line: number): Hit {
  const item = listItems(state, height)[line];
  if (item?.type === 'row') return { type: 'row', id: item.id };
  if (item?.type === 'heading') return { type: 'heading', group: item.block.group };
  return { type: 'list' };
}

/** A long option stands on several lines, all but the first of them further in; short ones stand side by side. */
function optionHit(
  { peek: { open: peek } }: ViewState,
  lines: readonly string[],
  { x, line }: { readonly x: number; readonly line: number },
): Hit | undefined {
  const options = peek?.question?.options ?? [];
  const texts = lines.slice(0, line + 1).map(text => safeText(text, { keepIndent: true }));
  const from = texts.findLastIndex(text => !/^ {7}\S/.test(text));
  // A short option may stand behind the last words of a long one.
  const clicked = optionsOn(options, texts.at(-1) ?? '').findLast(option => option.from <= x);
  const hit = clicked ?? optionsOn(options, texts[from] ?? '')[0];
  return hit && { type: 'option', index: hit.index };
}

/** The options that begin on a line, each with its first column. */
function optionsOn(options: readonly Option[], text: string) {
  return [...text.matchAll(/(?:^|\W\s)(\d+)\. /gu)].flatMap(match => {
    const index = Number(match[1]) - 1;
    const label = safeText(options[index]?.label ?? '').slice(0, labelStart);
    const isIt = label !== '' && text.slice(match.index + match[0].length).startsWith(label);
    return isIt ? [{ index, from: cells(text.slice(0, match.index)) }] : [];
  });
}

/** So much of a label is seen on any screen that has options. */
const labelStart = 8;
