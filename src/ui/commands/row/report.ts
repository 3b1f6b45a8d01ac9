import type { Command } from '../command.ts';
import { needsSession } from './user-state.ts';

export const reportCommands: readonly Command[] = [
  {
    name: 'report',
    keys: { list: ['alt+w'], peek: ['alt+w'] },
    doc: 'Report a wrong state: saves its screen and evidence',
    group: 'row',
    refuse: needsSession,
    run: state => (state.list.selectedId ? { effects: [{ type: 'report', id: state.list.selectedId }] } : {}),
  },
];
