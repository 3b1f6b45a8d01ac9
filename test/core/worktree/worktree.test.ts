import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import type { Work } from '../../../src/core/worktree/worktree.ts';
import { withWork } from '../../../src/ui/commands/row/loss.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const undo = 'Ctrl+Z brings it back';

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
    status: { state: 'completed', process: 'exited' },
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
  [
    { dirty: 2, unsure: 1 },
    /2 uncommitted files · 1 file that may have changed · 2 commits/,
    '2 uncommitted files, 1 file that may have changed and 2 unpushed commits go to the',
  ],
])('work that is %j is told so in the peek and before it is deleted', (work, told, asked) => {
  const view = openView([ended(work)]);
  view.press(['space']);
  expect(view.text()).toMatch(told);
  view.press(['ctrl+x']);
  expect(view.text()).toContain(asked);
});

it('reads what a deletion would take away at the first Ctrl+X, and asks again where it differs', () => {
  const view = openView([ended({ ahead: 0, unpushed: 0 })]);
  const read = (work: Partial<Work>) =>
    view.set(
      withWork(
        view.state(),
        new Map([['aaaaaaaa', { version: 1, dirty: 0, ahead: 1, unpushed: 0, ...work }]]),
      ),
    );
  view.press(['ctrl+x']);
  expect(view.text()).toContain('Ctrl+X again deletes login.');
  expect(view.effects).toEqual([{ type: 'read-work', ids: ['aaaaaaaa'] }]);
  view.setTime(noon + 1500);
  read({ dirty: 1, unpushed: 1 });
  expect(view.text()).toContain('Ctrl+X again: 1 uncommitted file and 1 unpushed commit go to the trash');
  // Who has just read something else has time to read it.
  view.setTime(noon + 3000);
  view.press(['ctrl+x']);
  expect(view.effects.at(-1)).toEqual({ type: 'remove', id: 'aaaaaaaa', undo });
});

it('reads it again for everything under a heading, and asks nothing of the one who has gone on', () => {
  const view = openView([ended({ ahead: 0, unpushed: 0 })]);
  view.press(['alt+up', 'ctrl+x']);
  expect(view.text()).toContain('Ctrl+X again moves 1 ended session to the trash.');
  expect(view.effects).toEqual([{ type: 'read-work', ids: ['aaaaaaaa'] }]);
  const work = new Map([['aaaaaaaa', { version: 1, dirty: 1, ahead: 0, unpushed: 0 } as const]]);
  view.set(withWork(view.state(), work));
  expect(view.text()).toContain('1 ended session, 1 with uncommitted or unpushed work, to the trash.');
  view.press(['escape']);
  view.set(withWork(view.state(), new Map()));
  expect(view.text()).not.toContain('again');
});
