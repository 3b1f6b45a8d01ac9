import type { Command } from '../command.ts';

/** Brings back what the last deletion in this view took away. */
export const undoCommands: readonly Command[] = [
  {
    name: 'undo',
    keys: { list: ['ctrl+z'], peek: ['ctrl+z'] },
    refuse: state =>
      state.removal.deleted.length > 0
        ? undefined
        : 'Nothing was deleted here. agents restore lists the trash.',
    run: ({ removal: { deleted } }) => ({
      set: { removal: { deleted: deleted.slice(0, -1) } },
      effects: [{ type: 'restore', ids: deleted.at(-1) ?? [] }],
    }),
  },
];
