import { expect, it } from 'vitest';
import type { State } from '../../../src/core/session/state.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const as = (id: string, state: State) => aSession(id.repeat(8), { spec: { name: id }, status: { state } });
const asking = ['a', 'b', 'c'].map(id => as(id, 'needs-input'));
const rest = [as('d', 'working'), as('e', 'completed')];

it('Alt+N goes from question to question, past the end to the first, and takes the peek along', () => {
  const { press, state } = openView([...asking, ...rest]);
  press(['end', 'alt+n']);
  expect(state().list.selectedId).toBe('aaaaaaaa');
  press(['space', 'alt+n']);
  expect([state().list.selectedId, state().peek.open?.id]).toEqual(['bbbbbbbb', 'bbbbbbbb']);
  press(['alt+n', 'alt+n']);
  expect(state().peek.open?.id).toBe('aaaaaaaa');
});

it('Alt+N goes on from a heading, and says when nothing or nothing else asks', () => {
  const { press, state } = openView([...asking, ...rest]);
  press(['alt+up', 'alt+n']);
  expect(state().list.selectedId).toBe('aaaaaaaa');
  const one = openView([...asking.slice(0, 1), ...rest]);
  one.press(['home', 'alt+n']);
  expect(one.state().notices.current?.text).toBe('No other session needs input.');
  const none = openView(rest);
  none.press(['alt+n']);
  expect(none.state().notices.current?.text).toBe('No session needs input.');
});

it('a peek whose question is answered tells how to get to the next', () => {
  const view = openView([...asking.slice(0, 2), ...rest]);
  view.press(['space']);
  expect(view.text()).not.toContain('alt+n');
  view.setSessions([as('a', 'working'), ...asking.slice(1, 2), ...rest], []);
  expect(view.text()).toContain('alt+n next that asks');
  view.say(view.state().clock.now, { text: 'Sent to a.', tone: 'success', ms: 5000 });
  expect(view.text()).toContain(' Sent to a. · alt+n next that asks');
});
