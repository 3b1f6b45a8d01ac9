import { groupings } from '../../../core/effects.ts';
import { groupsFor } from '../../list/shown-groups.ts';
import { changed } from '../../state/view-state.ts';
import { type Command, notice } from '../command.ts';

export const groupByCommands: readonly Command[] = [
  {
    name: 'regroup',
    keys: { list: ['ctrl+s'], peek: ['ctrl+s'] },
    doc: 'Group by state, directory or role',
    group: 'view',
    run: state => {
      const grouping = groupings[(groupings.indexOf(state.list.grouping) + 1) % groupings.length] ?? 'state';
      return {
        set: {
          list: { grouping, groups: groupsFor(changed(state, { list: { grouping } })) },
          notices: { current: notice(state, `Grouped by ${grouping}`) },
        },
        effects: [{ type: 'save-view', change: { grouping } }],
      };
    },
  },
];
