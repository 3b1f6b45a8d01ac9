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
    run: state => (state.mode === 'peek' && !isFieldEmpty(state) ? clear(state) : back(state)),
  },
];

function back(state: ViewState): Change {
  if (state.mode === 'help' || state.mode === 'rename') return { set: { mode: state.modeBefore } };
  if (state.armed && state.armed.until > state.now) return { set: { armed: undefined, notice: undefined } };
  if (state.mode === 'peek') return { set: { mode: 'list', peek: undefined } };
  if (state.isFinding) return { set: { isFinding: false, field: emptyField } };
  return currentField(state).text === '' ? { effects: [{ type: 'leave' }] } : clear(state);
}
