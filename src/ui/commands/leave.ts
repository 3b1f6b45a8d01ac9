import { emptyField } from '../state/text-edit.ts';
import type { ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';
import { type Command, currentField, isFieldEmpty } from './command.ts';
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
    group: 'view',
    run: back,
  },
  {
    name: 'clear or leave',
    keys: { list: ['ctrl+c'], peek: ['ctrl+c'], rename: ['ctrl+c'], help: ['ctrl+c'] },
    keeps: ['ctrl+c'],
    run: state => (state.keys.mode === 'peek' && !isFieldEmpty(state) ? clear(state) : back(state)),
  },
];

function back(state: ViewState): Change {
  if (state.keys.mode === 'help' || state.keys.mode === 'rename')
    return { set: { keys: { mode: state.keys.modeBefore } } };
  if (state.removal.armed && state.removal.armed.until > state.clock.now)
    return { set: { removal: { armed: undefined }, notices: { current: undefined } } };
  if (state.keys.mode === 'peek') return { set: { keys: { mode: 'list' }, peek: { open: undefined } } };
  if (state.line.isFinding) return { set: { line: { isFinding: false, field: emptyField } } };
  return currentField(state).text === '' ? { effects: [{ type: 'leave' }] } : clear(state);
}
