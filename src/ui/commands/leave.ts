import { withKeys } from '../keys/key-for.ts';
import { keptReplies } from '../state/peek.ts';
import { emptyField } from '../state/text-edit.ts';
import type { ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';
import { type Command, currentField, isFieldEmpty, notice } from './command.ts';
import { clear } from './line/clear.ts';

/** Esc and Ctrl+C: one step back at a time. */
export const leaveCommands: readonly Command[] = [
  {
    name: 'back',
    keys: {
      list: ['escape'],
      peek: ['escape'],
      rename: ['escape'],
      help: ['escape', '?', 'space', 'return'],
    },
    keeps: ['escape'],
    helpWith: ['clear or leave'],
    doc: 'Close the peek, clear the line, or leave; sessions go on',
    docEnding: 'Close the peek, clear the line, or leave; its sessions end',
    group: 'view',
    run: back,
  },
  {
    name: 'clear or leave',
    keys: { list: ['ctrl+c'], peek: ['ctrl+c'], rename: ['ctrl+c'], help: ['ctrl+c'] },
    keeps: ['ctrl+c'],
    run: state => {
      if (state.removal.armed?.action === 'leave' && state.removal.armed.until > state.clock.now)
        return leave;
      return state.keys.mode === 'peek' && !isFieldEmpty(state) ? clear(state) : back(state);
    },
  },
];

function back(state: ViewState): Change {
  if (state.keys.mode === 'help' || state.keys.mode === 'rename')
    return { set: { keys: { mode: state.keys.modeBefore } } };
  if (state.removal.armed && state.removal.armed.until > state.clock.now)
    return { set: { removal: { armed: undefined }, notices: { current: undefined } } };
  if (state.keys.mode === 'peek')
    return { set: { keys: { mode: 'list' }, peek: { open: undefined, replies: keptReplies(state.peek) } } };
  if (state.line.isFinding) return { set: { line: { isFinding: false, field: emptyField } } };
  return currentField(state).text === '' ? askToLeave(state) : clear(state);
}

const leave: Change = { effects: [{ type: 'leave' }] };
const askMs = 8000;

/** Sessions that live in the view end with it: it leaves then after a second key, which is not the one for a step back. */
export function askToLeave(state: ViewState): Change {
  const { hosted } = state.sessions;
  if (hosted === 0) return leave;
  const what = hosted === 1 ? '1 session ends with this view' : `${hosted} sessions end with this view`;
  const text = withKeys(
    state.keys,
    `${what}, and can be resumed in the next one. {clear or leave} leaves, Esc stays.`,
  );
  return {
    set: {
      removal: { armed: { id: '', action: 'leave', until: state.clock.now + askMs } },
      notices: { current: notice(state, text, 'attention', askMs) },
    },
  };
}
