import { expect, test } from 'vitest';
import { openView } from '../../helpers/open-view.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const done = (id: string, state: 'completed' | 'failed' = 'completed') =>
  aSession(id, { status: { state, process: 'exited' } });
const asking = (id: string) => aSession(id, { status: { state: 'needs-input' } });
const fleet = [aSession('aaaaaaaa'), aSession('bbbbbbbb'), done('cccccccc'), done('dddddddd', 'failed')];

test('Alt+↓ lands on a heading, Enter collapses it and tells what is hidden, Enter expands it again', () => {
  const { press, text, effects } = openView(fleet);
  press(['alt+down']);
  expect(text()).toMatch(/^❯ Completed 2\n {2}. name of/m);
  press(['return']);
  expect(text()).toMatch(/^❯ ▸ Completed 2 · 1 failed\n\n/m);
  expect(text()).not.toContain('name of cccccccc');
  press(['return']);
  expect(text()).toMatch(/^❯ Completed 2\n {2}. name of/m);
  expect(effects).toEqual([
    { type: 'save-view', change: { key: 'completed', collapsed: true } },
    { type: 'save-view', change: { key: 'completed', collapsed: false } },
  ]);
});

test('↑ and ↓ pass over headings, collapsed ones too, and come down from a heading to its first row', () => {
  const { press, state } = openView([asking('eeeeeeee'), ...fleet], { list: { collapsed: ['working'] } });
  expect(state().list.selectedId).toBe('eeeeeeee');
  press(['down']);
  expect(state().list.selectedId).toBe('cccccccc');
  press(['up', 'alt+down', 'down']);
  expect(state().list.selectedId).toBe('cccccccc');
  press(['alt+up', 'up']);
  expect(state().list.selectedId).toBe('eeeeeeee');
});

test('Alt+← collapses the group of the selected row from anywhere in it, Alt+→ expands it', () => {
  const { press, text } = openView(fleet);
  press(['down', 'alt+left']);
  expect(text()).toMatch(/^❯ ▸ Working 2\n/m);
  press(['alt+right', 'down']);
  expect(text()).toMatch(/^❯ . name of aaaaaaaa/m);
});

test('with every group collapsed ↓ still goes somewhere', () => {
  const { press, state } = openView(fleet, { list: { collapsed: ['working', 'completed'] } });
  expect(state().list.selectedId).toBe('heading:working');
  press(['down']);
  expect(state().list.selectedId).toBe('heading:completed');
});

test('a collapsed group tells how many in it wait for a person', () => {
  const { text } = openView([asking('aaaaaaaa'), aSession('bbbbbbbb')], {
    list: { grouping: 'directory', collapsed: ['directory:/home/me/game'] },
  });
  expect(text()).toMatch(/^❯ ▸ ~\/game 2 · 1 awaiting input$/m);
});

test('a row that moves into a collapsed group hands the selection to the heading', () => {
  const { setSessions, setTime, state } = openView([aSession('aaaaaaaa'), aSession('bbbbbbbb')], {
    list: { collapsed: ['completed'], selectedId: 'aaaaaaaa' },
  });
  setSessions([done('aaaaaaaa'), aSession('bbbbbbbb')], []);
  setTime(noon + 1000);
  expect(state().list.selectedId).toBe('heading:completed');
});

test('a filter shows what it finds in collapsed groups', () => {
  const { press, text } = openView(fleet, { list: { collapsed: ['completed'] } });
  press([...'s:failed']);
  expect(text()).toMatch(/^❯ . name of dddddddd/m);
});

test('Ctrl+X on a heading asks with the number, then clears what has ended and nothing else', () => {
  const pinned = aSession('99999999', {
    userState: { pinned: true },
    status: { state: 'completed', process: 'exited' },
  });
  const alive = aSession('88888888', { status: { state: 'completed' } });
  const { press, text, effects } = openView([...fleet, pinned, alive]);
  press(['alt+down', 'alt+down', 'alt+down', 'ctrl+x']);
  expect(text()).toContain(
    'Ctrl+X again moves 2 ended sessions to the trash. 1 that runs or is pinned stays.',
  );
  expect(effects).toEqual([]);
  press(['ctrl+x']);
  expect(effects).toEqual([{ type: 'clear', ids: ['cccccccc', 'dddddddd'] }]);
});

test('Ctrl+X on a heading of running sessions clears nothing and says why', () => {
  const { press, text, effects } = openView(fleet);
  press(['alt+up', 'ctrl+x', 'ctrl+x']);
  expect(text()).toContain('Nothing in Working can be cleared');
  expect(effects).toEqual([]);
});

test('keys for a row refuse on a heading instead of acting on a row that is not selected', () => {
  const { press, effects, text } = openView(fleet);
  press(['alt+up', 'ctrl+t', 'ctrl+r', 'shift+down', 'alt+w']);
  expect(effects).toEqual([]);
  expect(text()).toContain('A heading is selected');
});
