import { withKeys } from '../../keys/key-for.ts';
import { emptyField } from '../../state/text-edit.ts';
import { changed, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice, withField } from '../command.ts';

export const clearCommands: readonly Command[] = [
  {
    name: 'restore',
    keys: { list: ['ctrl+y'] },
    doc: 'Bring back the line that was cleared',
    group: 'write',
    refuse: state => (state.line.cleared ? undefined : 'Nothing was cleared.'),
    run: state => ({ set: { line: { field: state.line.cleared ?? state.line.field, cleared: undefined } } }),
  },
];

/** Empties the text field; that of the list can be brought back. */
export function clear(state: ViewState): Change {
  const set = withField(state, emptyField);
  if (state.keys.mode === 'peek') return { set };
  return {
    set: changed(set, {
      line: { cleared: state.line.field },
      notices: { current: notice(state, withKeys(state.keys, 'Cleared.[ {restore} brings it back.]')) },
    }),
  };
}
