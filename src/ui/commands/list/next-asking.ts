import { nextAsking } from '../../list/asking.ts';
import type { Command } from '../command.ts';
import { selectId } from './move.ts';

/** From one question to the next, wherever it stands; an open peek goes along. */
export const nextAskingCommands: readonly Command[] = [
  {
    name: 'next that asks',
    keys: { list: ['alt+n'], peek: ['alt+n'] },
    doc: 'Go to the next session that needs input',
    group: 'move',
    refuse: state => {
      if (nextAsking(state) !== undefined) return undefined;
      const { status } = state.sessions.all.find(({ id }) => id === state.list.selectedId) ?? {};
      return status?.state === 'needs-input' ? 'No other session needs input.' : 'No session needs input.';
    },
    run: state => selectId(state, nextAsking(state)),
  },
];
