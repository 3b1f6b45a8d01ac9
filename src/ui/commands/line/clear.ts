import { withKeys } from '../../keys/key-for.ts';
import { emptyField } from '../../state/text-edit.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice, withField } from '../command.ts';

export const clearCommands: readonly Command[] = [
  {
    name: 'restore',
    keys: { list: ['ctrl+y'] },
    doc: 'Bring back the line that was cleared',
    group: 'write',
    refuse: state => (state.cleared ? undefined : 'Nothing was cleared.'),
    run: state => ({ set: { field: state.cleared ?? state.field, cleared: undefined } }),
  },
];

/** Empties the text field; that of the list can be brought back. */
export function clear(state: ViewState): Change {
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
