import type { ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';
import type { Command } from './command.ts';

/** Scrolling the list of keys where a window is too low for all of them. */
export const helpCommands: readonly Command[] = [
  { name: 'earlier keys', keys: { help: ['up'] }, run: state => scrollHelp(state, -1) },
  { name: 'later keys', keys: { help: ['down'] }, run: state => scrollHelp(state, 1) },
  { name: 'keys a page up', keys: { help: ['pageup'] }, run: state => scrollHelp(state, 1 - state.rows) },
  { name: 'keys a page down', keys: { help: ['pagedown'] }, run: state => scrollHelp(state, state.rows - 4) },
];

/** The frame knows how many lines there are, and keeps it within them (`scrolled`). */
export function scrollHelp({ helpTop }: ViewState, by: number): Change {
  return { set: { helpTop: Math.max(0, helpTop + by) } };
}
