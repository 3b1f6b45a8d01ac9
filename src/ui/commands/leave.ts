import { withKeys } from '../keys/key-for.ts';
import { isReplyEmpty } from '../peek/reply/typed-digits.ts';
import { emptyField } from '../state/text-edit.ts';
import type { ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';
import { type Command, currentField, isFieldEmpty, notice, withField } from './command.ts';

/** Esc and its kin: one step back at a time. */
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
  {
    name: 'restore',
    keys: { list: ['ctrl+y'] },
    doc: 'Bring back the line that was cleared',
    group: 'write',
    refuse: state => (state.cleared ? undefined : 'Nothing was cleared.'),
    run: state => ({ set: { field: state.cleared ?? state.field, cleared: undefined } }),
  },
  {
    name: 'find',
    keys: { list: ['ctrl+f'] },
    doc: 'Find rows by words; in the line: a:agent s:state n:name',
    group: 'view',
    run: state => ({
      set: { isFinding: !state.isFinding, field: state.isFinding ? emptyField : state.field },
    }),
  },
  {
    name: 'help',
    keys: { list: ['?'], peek: ['?'] },
    doc: 'Show every key',
    group: 'view',
    when: state => isFieldEmpty(state) && (state.mode !== 'peek' || isReplyEmpty(state)),
    run: state => ({ set: { mode: 'help', modeBefore: state.mode, helpTop: 0 } }),
  },
];

function back(state: ViewState): Change {
  if (state.mode === 'help' || state.mode === 'rename') return { set: { mode: state.modeBefore } };
  if (state.armed && state.armed.until > state.now) return { set: { armed: undefined, notice: undefined } };
  if (state.mode === 'peek') return { set: { mode: 'list', peek: undefined } };
  if (state.isFinding) return { set: { isFinding: false, field: emptyField } };
  return currentField(state).text === '' ? { effects: [{ type: 'leave' }] } : clear(state);
}

function clear(state: ViewState): Change {
  const set = withField(state, emptyField);
  if (state.mode === 'peek') return { set };
  return {
    set: {
      ...set,
      cleared: state.field,
      notice: notice(state, withKeys(state, 'Cleared.[ {restore} brings it back.]')),
    },
  };
}
