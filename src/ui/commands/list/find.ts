import { emptyField } from '../../state/text-edit.ts';
import type { Command } from '../command.ts';

export const findCommands: readonly Command[] = [
  {
    name: 'find',
    keys: { list: ['ctrl+f'] },
    doc: 'Find rows by words; in the line: a:agent s:state n:name',
    group: 'view',
    run: state => ({
      set: {
        line: {
          isFinding: !state.line.isFinding,
          field: state.line.isFinding ? emptyField : state.line.field,
        },
      },
    }),
  },
];
