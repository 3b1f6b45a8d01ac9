import { emptyField } from '../../state/text-edit.ts';
import type { Command } from '../command.ts';

export const findCommands: readonly Command[] = [
  {
    name: 'find',
    keys: { list: ['ctrl+f'] },
    doc: 'Find rows by words; in the line: a:agent s:state n:name',
    group: 'view',
    run: state => ({
      set: { isFinding: !state.isFinding, field: state.isFinding ? emptyField : state.field },
    }),
  },
];
