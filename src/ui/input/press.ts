import type { Change } from '../commands/change.ts';
import { notice } from '../commands/command.ts';
import { type Command, commandsInTurn } from '../commands/index.ts';
import { typeText } from '../commands/line/text.ts';
import { type Changes, changed, type ViewState } from '../state/view-state.ts';
import { awayAfterKey } from '../view/away.ts';
import { noticeAfterKey } from '../view/notices.ts';
import { isTooSmall } from '../view/too-small.ts';
import { isMouse, mouseChange } from './mouse.ts';

/** One key, or typed text: what changes and what is to be done. `key` is as `keysIn` names it. */
export function press(state: ViewState, key: string): Change {
  if (isTooSmall(state.screen) && key !== 'ctrl+c' && key !== 'escape') return {};
  if (!isMouse(key)) return pressKey(state, key);
  const change = mouseChange(state, key);
  return 'key' in change ? pressKey(state, change.key) : inUse(state, change);
}

function pressKey(state: ViewState, key: string): Change {
  const hasKey = ({ name }: Command) => state.keys.keymap[name]?.[state.keys.mode]?.includes(key) ?? false;
  const command = commandsInTurn.find(each => hasKey(each) && (each.when?.(state, key) ?? true));
  const change = command ? runOrRefuse(state, command, key) : textChange(state, key);
  return inUse(state, change);
}

/** A key brings the selection back into view. */
function inUse(state: ViewState, change: Change): Change {
  const used: Changes = {
    clock: { lastKeyAt: state.clock.now },
    list: { isScrolledAway: false, clickedId: undefined },
    line: { startsEmpty: false },
    removal: { removedAt: 0 },
    notices: { away: awayAfterKey(state) },
  };
  return { ...change, set: changed(used, withMenu(state, change.set), noticeAfterKey(state, change)) };
}

/** A menu that was closed stays so until its word is left. */
function withMenu({ line: { menu, field } }: ViewState, set: Changes = {}): Changes {
  if (menu?.closedAt === undefined || set.line?.menu !== undefined) return set;
  const isLeft = (set.line?.field ?? field).cursor <= menu.closedAt;
  return isLeft ? changed(set, { line: { menu: undefined } }) : set;
}

function runOrRefuse(state: ViewState, command: Command, key: string): Change {
  const why = command.refuse?.(state, key);
  return why ? { set: { notices: { current: notice(state, why, 'attention') } } } : command.run(state, key);
}

function textChange(state: ViewState, key: string): Change {
  if (key === 'space') return typeText(state, ' ');
  return [...key].length === 1 ? typeText(state, key) : {};
}
