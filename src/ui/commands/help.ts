import { isReplyEmpty } from '../peek/reply/typed-digits.ts';
import type { ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';
import { type Command, isFieldEmpty } from './command.ts';

/** Opening the list of keys, and scrolling it where a window is too low for all of them. */
export const helpCommands: readonly Command[] = [
  {
    name: 'help',
    keys: { list: ['?'], peek: ['?'] },
    doc: 'Show every key',
    group: 'view',
    when: state => isFieldEmpty(state) && (state.keys.mode !== 'peek' || isReplyEmpty(state.peek)),
    run: state => ({ set: { keys: { mode: 'help', modeBefore: state.keys.mode, helpTop: 0 } } }),
  },
  { name: 'earlier keys', keys: { help: ['up'] }, run: state => scrollHelp(state, -1) },
  { name: 'later keys', keys: { help: ['down'] }, run: state => scrollHelp(state, 1) },
  {
    name: 'keys a page up',
    keys: { help: ['pageup'] },
    run: state => scrollHelp(state, 1 - state.screen.rows),
  },
  {
    name: 'keys a page down',
    keys: { help: ['pagedown'] },
    run: state => scrollHelp(state, state.screen.rows - 4),
  },
];

/** The frame knows how many lines there are, and keeps it within them (`scrolled`). */
export function scrollHelp({ keys: { helpTop } }: ViewState, by: number): Change {
  return { set: { keys: { helpTop: Math.max(0, helpTop + by) } } };
}
