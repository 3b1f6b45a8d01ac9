import type { Command } from '../command.ts';
import { markSelected, needsSession } from './user-state.ts';

export const pinCommands: readonly Command[] = [
  {
    name: 'pin',
    keys: { list: ['ctrl+t'], peek: ['ctrl+t'] },
    doc: 'Pin to the top, or unpin',
    group: 'row',
    refuse: needsSession,
    run: state => markSelected(state, session => ({ pinned: !session.userState.pinned })),
  },
];
