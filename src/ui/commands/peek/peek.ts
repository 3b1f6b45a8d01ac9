import { peekOf } from '../../peek/peek.ts';
import { isReplyEmpty } from '../../peek/reply/typed-digits.ts';
import { keptReplies } from '../../state/peek.ts';
import { selectedSession } from '../../state/view-state.ts';
import { type Command, isFieldEmpty } from '../command.ts';

/** Opening and closing the peek. */
export const peekCommands: readonly Command[] = [
  {
    name: 'peek',
    keys: { list: ['space'] },
    doc: 'Peek: question, options, latest output',
    group: 'row',
    when: isFieldEmpty,
    refuse: state => (selectedSession(state) ? undefined : 'There is no session to peek at.'),
    run: state => ({
      set: {
        keys: { mode: 'peek' },
        peek: { open: state.list.selectedId ? peekOf(state, state.list.selectedId) : undefined },
      },
    }),
  },
  {
    name: 'close peek',
    keys: { peek: ['space'] },
    doc: 'Close the peek',
    group: 'view',
    when: state => isReplyEmpty(state.peek),
    run: state => ({
      set: { keys: { mode: 'list' }, peek: { open: undefined, replies: keptReplies(state.peek) } },
    }),
  },
];
