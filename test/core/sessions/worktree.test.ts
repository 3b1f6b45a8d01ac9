import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/sessions/session.ts';
import type { Work } from '../../../src/core/sessions/worktree.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const worktree = {
  path: '/p/.agents/worktrees/a',
  from: '/p',
  repository: '/p',
  branch: 'agents/a',
  base: 'b',
};

function ended(work: Partial<Work>): Session {
  const session = aSession('aaaaaaaa', {
    spec: { name: 'login', worktree },
    conclusion: { state: 'completed', process: 'exited' },
  });
  return { ...session, work: { version: 1, branch: 'agents/a', dirty: 0, ahead: 2, unpushed: 2, ...work } };
}

it.each([
  [{}, /2 commits, 2 unpushed|2 commits\n/, 'Ctrl+X again: 2 unpushed commits go to the trash for 14 days.'],
  [{ merged: true }, /2 commits, merged/, 'Ctrl+X again deletes login.'],
  [
    { merged: true, dirty: 1 },
    /2 commits, merged/,
    'Ctrl+X again: 1 uncommitted file goes to the trash for 14 days.',
  ],
])('I2 work that is %j is told so in the peek and before it is deleted', (work, told, asked) => {
  const view = openView([ended(work)]);
  view.press(['space']);
  expect(view.text()).toMatch(told);
  view.press(['ctrl+x']);
  expect(view.text()).toContain(asked);
});
