import { displayName } from '../../../core/session/display-name.ts';
import { safeName } from '../../../core/session/names.ts';
import { fieldWith } from '../../state/text-edit.ts';
import { changed, selectedSession } from '../../state/view-state.ts';
import { refuseGone } from '../../view/held-session.ts';
import type { Command } from '../command.ts';
import { markSelected, needsSession } from './user-state.ts';

export const renameCommands: readonly Command[] = [
  {
    name: 'rename',
    keys: { list: ['ctrl+r'], peek: ['ctrl+r'] },
    doc: 'Rename',
    group: 'row',
    refuse: needsSession,
    run: state => {
      const session = selectedSession(state);
      if (!session) return {};
      return {
        set: {
          keys: { mode: 'rename', modeBefore: state.keys.mode },
          line: { rename: fieldWith(safeName(displayName(session))) },
        },
      };
    },
  },
  {
    name: 'save name',
    keys: { rename: ['return'] },
    keeps: ['return'],
    doc: 'Save the name',
    group: 'row',
    refuse: state =>
      refuseGone(state.sessions, selectedSession(state)) ??
      (safeName(state.line.rename.text) ? undefined : 'A session needs a name; Esc keeps the old one.'),
    run: state => {
      const change = markSelected(state, () => ({ name: safeName(state.line.rename.text) }));
      return { ...change, set: changed({ keys: { mode: state.keys.modeBefore } }, change.set) };
    },
  },
];
