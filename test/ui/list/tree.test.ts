import { expect, test } from 'vitest';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const child = (id: string, parent: string, role?: string) =>
  aSession(id, { spec: { parent, ...(role && { role }) } });

test('those that a session has started stand below it, indented, as deep as it goes', () => {
  const { text } = openView([
    aSession('11111111'),
    aSession('22222222'),
    child('33333333', '11111111'),
    child('44444444', '33333333'),
  ]);
  expect(text()).toMatch(
    /name of 11111111.*\n.*└ name of 33333333.*\n.* {2}└ name of 44444444.*\n.*name of 2/,
  );
});

test('a session whose parent stands in another group stands by itself', () => {
  const parent = aSession('11111111', { status: { state: 'needs-input' } });
  const { text } = openView([parent, child('22222222', '11111111')]);
  expect(text()).not.toContain('└');
});

test('grouped by role the teams come first, each with its tree', () => {
  const manager = aSession('22222222', { spec: { role: 'build' } });
  const sessions = [aSession('11111111'), manager, child('33333333', '22222222', 'build')];
  const { text } = openView(sessions, { list: { grouping: 'role' } });
  expect(text()).toMatch(/build 2\n.*name of 22222222.*\n.*└ name of 33333333.*\n\n {2}No role 1\n/);
});

test('two that claim to have started each other are both shown, once', () => {
  const { text } = openView([child('11111111', '22222222'), child('22222222', '11111111')]);
  expect(text().match(/name of/g)).toHaveLength(2);
});

test('a row that is moved takes those below it along, and a child stays with its parent', () => {
  const { press, state } = openView(
    [aSession('22222222'), aSession('11111111'), child('33333333', '11111111')],
    { list: { selectedId: '11111111' } },
  );
  expect(state().list.groups[0]?.ids).toEqual(['11111111', '33333333', '22222222']);
  press(['shift+down']);
  expect(state().list.groups[0]?.ids).toEqual(['22222222', '11111111', '33333333']);
  press(['down', 'shift+up']);
  expect(state().list.groups[0]?.ids).toEqual(['22222222', '11111111', '33333333']);
});
