import { expect, test } from 'vitest';
import { openView } from '../../helpers/open-view.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const rows = (text: string) =>
  text.split('\n').flatMap((line, at) => (line.startsWith('❯ ') && at < 26 ? [at] : []));

test('a new row waits for the keys to rest', () => {
  const { press, setSessions, setTime, text } = openView([aSession('aaaaaaaa')]);
  press(['down']);
  const newer = aSession('bbbbbbbb', { spec: { createdAt: noon } });
  setSessions([aSession('aaaaaaaa'), newer], []);
  expect(text()).not.toContain('bbbbbbbb');
  setTime(noon + 1000);
  expect(text()).toMatch(/name of bbbbbbbb.*\n❯ . name of aaaaaaaa/);
});

test('rows keep their places while keys come, and move when these rest', () => {
  const { press, setSessions, setTime, text } = openView([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  const stopped = aSession('aaaaaaaa', { status: { state: 'stopped', process: 'exited' } });
  for (const [at, key] of ['down', 'up', 'down'].entries()) {
    setTime(noon + 1000 + at * 600);
    press([key]);
    setSessions([stopped, aSession('bbbbbbbb')], []);
    expect(text()).not.toContain('Completed');
  }
  setTime(noon + 4000);
  expect(text()).toMatch(/Completed( \d+)?\n. . name of aaaaaaaa/);
});

test('a session that was started here is shown and selected at once', () => {
  const { press, setSessions, reveal, text } = openView([aSession('aaaaaaaa')]);
  press(['down']);
  setSessions([aSession('aaaaaaaa'), aSession('bbbbbbbb', { spec: { createdAt: noon } })], []);
  reveal('bbbbbbbb');
  expect(text()).toMatch(/❯ . name of bbbbbbbb/);
});

test('in a scrolled list the selected row stays on its line while rows come above it', () => {
  const many = Array.from({ length: 60 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  const { press, setSessions, setTime, text, state } = openView(many);
  press(Array.from({ length: 40 }, () => 'down'));
  const [line] = rows(text());
  const { selectedId } = state().list;
  setTime(noon + 5000);
  const newer = ['aaaaaaaa', 'bbbbbbbb'].map(id => aSession(id, { spec: { createdAt: noon } }));
  setSessions([...many, ...newer], []);
  expect(state().list.groups[0]?.ids).toHaveLength(62);
  expect(state().list.selectedId).toBe(selectedId);
  expect(rows(text())[0]).toBe(line);
});

test('after a delete the selection goes to the row below, at the end to the one above', () => {
  const { press, setSessions, state } = openView(
    ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map(id => aSession(id)),
  );
  press(['down']);
  setSessions([aSession('aaaaaaaa'), aSession('cccccccc')], []);
  expect(state().list.selectedId).toBe('cccccccc');
  setSessions([aSession('aaaaaaaa')], []);
  expect(state().list.selectedId).toBe('aaaaaaaa');
});

test('the icon of a working row turns with the time, in one change', () => {
  const { store, setTime, text } = openView([aSession('aaaaaaaa', { status: { state: 'working' } })]);
  const before = /(\S) name of aaaaaaaa/.exec(text())?.[1];
  let changes = 0;
  store.subscribe(() => {
    changes += 1;
  });
  setTime(noon + 333, 1);
  expect(changes).toBe(1);
  expect(/(\S) name of aaaaaaaa/.exec(text())?.[1]).not.toBe(before);
});
