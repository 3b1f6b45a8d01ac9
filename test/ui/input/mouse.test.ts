import { expect, test } from 'vitest';
import type { Question } from '../../../src/core/question/question.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

/** A click on the line that has this text. */
function clickOn(view: ReturnType<typeof openView>, text: string) {
  const lines = view.text().split('\n');
  const at = lines.findIndex(line => line.includes(text));
  expect(at).toBeGreaterThan(-1);
  view.press([`click:${Math.max(5, lines[at]?.indexOf(text) ?? 0)}:${at}`]);
}

test('a second click opens; one after a key, or on another row, only selects', () => {
  const view = openView([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  clickOn(view, 'name of aaaaaaaa');
  clickOn(view, 'name of bbbbbbbb');
  view.press(['down', 'up']);
  clickOn(view, 'name of aaaaaaaa');
  expect(view.effects).toEqual([]);
  clickOn(view, 'name of aaaaaaaa');
  expect(view.effects).toEqual([{ type: 'attach', id: 'aaaaaaaa' }]);
});

test('the wheel leaves the selection; the next key brings it back into view', () => {
  const many = Array.from({ length: 60 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  const { press, text, state } = openView(many);
  press(['wheel-down:3:8', 'wheel-down:3:8']);
  expect(state()).toMatchObject({ list: { scroll: 6, selectedId: '00000000' } });
  expect(text()).not.toMatch(/^❯ . name/m);
  press(['down']);
  expect(text()).toMatch(/^❯ . name of 00000001/m);
});

test('the wheel stops at both ends', () => {
  const many = Array.from({ length: 60 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  const { press, text, state } = openView(many);
  press(Array.from({ length: 99 }, () => 'wheel-down:3:8'));
  expect(text()).toContain('name of 00000059');
  press(Array.from({ length: 99 }, () => 'wheel-up:3:8'));
  expect(state().list.scroll).toBe(0);
});

test('a click on an option chooses it, whatever numbers stand in the question, and sends nothing', () => {
  const question: Question = {
    kind: 'question',
    text: '2. Which of the two?',
    options: [{ label: 'the first' }, { label: 'the second' }],
    multiple: true,
  };
  const view = openView([aSession('aaaaaaaa', { status: { state: 'needs-input', question } })]);
  view.press(['space']);
  clickOn(view, '2. the second');
  expect(view.state().peek.open?.chosen).toEqual([1]);
  clickOn(view, '2. Which');
  expect(view.state().peek.open?.chosen).toEqual([1]);
  expect(view.effects).toEqual([]);
});

test('a long option is read to its end, and a click on any of its lines chooses it', () => {
  const question: Question = {
    kind: 'permission',
    text: 'Proceed?',
    options: [
      { label: 'Yes' },
      {
        label:
          'Yes, and always allow access to /home/me/projects/shop/.agents/worktrees/login for this session',
      },
      { label: 'No', description: 'long words about it, '.repeat(20) },
    ],
  };
  const asking = aSession('aaaaaaaa', { status: { state: 'needs-input', question } });
  const view = openView([asking], { screen: { columns: 80, rows: 24 } });
  view.press(['space']);
  expect(view.text()).toMatch(/for this session\n {4}3\. No · long words[^…]*\n {7}[^…]*…\n/);
  clickOn(view, 'for this session');
  expect(view.state().peek.open?.chosen).toEqual([1]);
  const small = openView([asking], { screen: { columns: 40, rows: 12 } });
  small.press(['space']);
  expect(small.text()).toMatch(/ {4}2\. Yes, and .*\n.*\n.*\n? {7}session\n {4}3\. No · .*\n {7}.*\n/);
});

test('a click chooses the option that stands behind the last words of another', () => {
  const question: Question = {
    kind: 'permission',
    text: 'Do you want to make this edit?',
    body: 'a.ts\n 1 +one\n 2 +two\n 3 +three',
    options: ['Yes', 'Yes, allow all edits during this session', 'No'].map(label => ({ label })),
  };
  const view = openView([aSession('aaaaaaaa', { status: { state: 'needs-input', question } })], {
    screen: { columns: 40, rows: 12 },
  });
  view.press(['space']);
  expect(view.text()).toContain('this session  3. No');
  for (const [text, index] of [
    ['3. No', 2],
    ['this session', 1],
    ['2. Yes, allow', 1],
  ] as const) {
    clickOn(view, text);
    expect(view.state().peek.open?.chosen).toEqual([index]);
  }
});

test('a click on another row while peeking peeks at that', () => {
  const view = openView([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  view.press(['space']);
  clickOn(view, 'name of bbbbbbbb  ');
  expect(view.state().peek.open?.id).toBe('bbbbbbbb');
});

test('the wheel over the peek scrolls its text', () => {
  const view = openView([aSession('aaaaaaaa')], { screen: { columns: 80, rows: 24 } });
  view.press(['space']);
  const peek = view.state().peek.open;
  if (!peek) throw new Error('no peek');
  view.set({ peek: { open: { ...peek, lines: Array.from({ length: 60 }, (_, index) => `line ${index}`) } } });
  const at = view
    .text()
    .split('\n')
    .findIndex(line => line.includes('line 57'));
  view.press([`wheel-up:5:${at}`, `wheel-up:5:${at}`]);
  expect(view.text()).toContain('line 50');
  expect(view.text()).toContain('PgDn');
});

test('a click on one of two options side by side chooses that one', () => {
  const question: Question = {
    kind: 'question',
    header: 'Database',
    text: 'Which?',
    options: ['SQLite', 'PostgreSQL', 'MySQL', 'Type something.', 'Chat about this'].map(label => ({
      label,
    })),
  };
  const view = openView([aSession('aaaaaaaa', { status: { state: 'needs-input', question } })], {
    screen: { rows: 10 },
  });
  view.press(['space']);
  expect(view.text()).toMatch(/1\. SQLite +2\. PostgreSQL/);
  for (const [text, index] of [
    ['2. Postgre', 1],
    ['1. SQL', 0],
    ['4. Type', 3],
  ] as const) {
    clickOn(view, text);
    expect(view.state().peek.open?.chosen).toEqual([index]);
  }
});
