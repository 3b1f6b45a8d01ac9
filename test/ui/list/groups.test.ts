import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import type { State } from '../../../src/core/session/state.ts';
import { arrange } from '../../../src/ui/list/groups.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

/** Newer than those before it. */
let made = 0;
const one = (id: string, cwd: string, state: State, parent?: string): Session =>
  aSession(id, {
    spec: { cwd, createdAt: ++made, ...(parent === undefined ? {} : { parent }) },
    status: { state },
  });

const shown = (sessions: readonly Session[]) =>
  arrange(sessions, 'directory').map(({ title, ids }) => `${title}: ${ids.join(' ')}`);

it('puts what waits for input first in its directory, and its directory above the others', () => {
  const sessions = [
    one('a1', '/a', 'working'),
    one('b1', '/b', 'needs-input'),
    one('b2', '/b', 'working'),
    one('b3', '/b', 'needs-input'),
    one('b4', '/b', 'completed'),
    one('c1', '/c', 'completed'),
  ];
  expect(shown(sessions)).toEqual(['/b: b3 b1 b4 b2', '/a: a1', '/c: c1']);
});

it('lifts a session with the one under it that waits', () => {
  const sessions = [
    one('boss', '/a', 'working'),
    one('hand', '/a', 'needs-input', 'boss'),
    one('idle', '/a', 'idle', 'boss'),
    one('late', '/a', 'working'),
  ];
  expect(shown(sessions)).toEqual(['/a: boss hand idle late']);
});

it('says why a row cannot be moved above one that waits', () => {
  const sessions = [one('waits', '/a', 'needs-input'), one('works', '/a', 'working')];
  const view = openView(sessions, { list: { grouping: 'directory', selectedId: 'works' } });
  view.press(['shift+up']);
  expect(view.effects).toEqual([]);
  expect(view.state().notices.current?.text).toBe('Rows that need you stand first in their group.');
});
