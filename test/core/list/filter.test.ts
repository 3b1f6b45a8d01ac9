import { expect, test } from 'vitest';
import { readFilter } from '../../../src/core/list/filter.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

test.each([
  ['a:claude', { agent: 'claude' }],
  ['s:blocked a:co', { state: 'blocked', agent: 'co' }],
  ['s:working login page', { state: 'working', find: 'login page' }],
  ['a:claude n:shop tests', { agent: 'claude', name: 'shop', find: 'tests' }],
])('V12 reads %s as a filter', (text, filter) => {
  expect(readFilter(text)).toEqual(filter);
});

test.each([
  's: is slow, find out why',
  's:x is what the flag says; explain it',
  'n:m relations in the schema are wrong, mend the tables',
  'fix s:blocked',
  'a: b',
])('V12 takes "%s" as a prompt', text => {
  expect(readFilter(text)).toBeUndefined();
});

test('V12 s:blocked and s:needs find what waits for a person', () => {
  const asking = aSession('bbbbbbbb', { conclusion: { state: 'needs-input' } });
  for (const word of ['s:blocked', 's:needs', 's:waiting']) {
    const { press, text } = openView([aSession('aaaaaaaa'), asking]);
    press([...word]);
    expect(text()).toContain('name of bbbbbbbb');
    expect(text()).not.toContain('name of aaaaaaaa');
  }
});

test('V12 Ctrl+F puts the best fit first and selects it: name, then summary, then directory', () => {
  const sessions = [
    aSession('aaaaaaaa', { spec: { cwd: '/srv/shop' } }),
    aSession('bbbbbbbb', { conclusion: { summary: 'the shop opens' } }),
    aSession('cccccccc', { spec: { name: 'shop' } }),
  ];
  const { press, text, state } = openView(sessions);
  press(['ctrl+f', ...'shop']);
  expect(text()).toMatch(/Found 3\n❯ . shop.*\n.*name of bbbbbbbb.*\n.*name of aaaaaaaa/);
  press(['return']);
  expect(state().selectedId).toBe('cccccccc');
});
