import { mostUrgent, pullUrl } from '../../../core/pulls/pulls.ts';
import { displayName } from '../../../core/session/display-name.ts';
import { selectedSession } from '../../state/view-state.ts';
import type { Command } from '../command.ts';

export const pullCommands: readonly Command[] = [
  {
    name: 'open pull request',
    keys: { list: ['ctrl+o'], peek: ['ctrl+o'] },
    doc: 'Open the pull request in the browser',
    group: 'row',
    refuse: state => {
      const session = selectedSession(state);
      if (!session) return 'There is no session whose pull request could be opened.';
      return session.pulls ? undefined : `${displayName(session)} has no pull request.`;
    },
    run: state => {
      const pull = mostUrgent(selectedSession(state)?.pulls ?? []);
      return pull ? { effects: [{ type: 'open-address', address: pullUrl(pull) }] } : {};
    },
  },
];
