import { expect, test } from 'vitest';
import type { PullRequest } from '../../../src/core/pulls/pulls.ts';
import { listEntry } from '../../../src/core/session/list-entry.ts';
import { readFilter, shownSessions } from '../../../src/ui/list/filter.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

test.each([
  ['a:claude', { agent: 'claude' }],
  ['s:blocked a:co', { state: 'blocked', agent: 'co' }],
  ['s:working login page', { state: 'working', find: 'login page' }],
  ['a:claude n:shop tests', { agent: 'claude', name: 'shop', find: 'tests' }],
])('reads %s as a filter', (text, filter) => {
  expect(readFilter(text)).toEqual(filter);
});

test.each([
  's: is slow, find out why',
  's:x is what the flag says; explain it',
  'n:m relations in the schema are wrong, mend the tables',
  'fix s:blocked',
  'a: b',
])('takes "%s" as a prompt', text => {
  expect(readFilter(text)).toBeUndefined();
});

test('s:blocked and s:needs find what waits for a person', () => {
  const asking = aSession('bbbbbbbb', { status: { state: 'needs-input' } });
  for (const word of ['s:blocked', 's:needs', 's:waiting']) {
    const { press, text } = openView([aSession('aaaaaaaa'), asking]);
    press([...word]);
    expect(text()).toContain('name of bbbbbbbb');
    expect(text()).not.toContain('name of aaaaaaaa');
  }
});

test('Ctrl+F puts the best fit first and selects it: name, then summary, then directory', () => {
  const sessions = [
    aSession('aaaaaaaa', { spec: { cwd: '/srv/shop' } }),
    aSession('bbbbbbbb', { status: { summary: 'the shop opens' } }),
    aSession('cccccccc', { spec: { name: 'shop' } }),
  ];
  const { press, text, state } = openView(sessions);
  press(['ctrl+f', ...'shop']);
  expect(text()).toMatch(/Found 3\n❯ . shop.*\n.*name of bbbbbbbb.*\n.*name of aaaaaaaa/);
  press(['return']);
  expect(state().list.selectedId).toBe('cccccccc');
});

const aPull: PullRequest = {
  host: 'github.com',
  owner: 'acme',
  repo: 'game',
  number: 7,
  foundIn: 'tool',
  state: 'open',
};

const rows = [
  aSession('working', { spec: { agent: 'codex' } }),
  aSession('asking', { status: { state: 'needs-input', waitingFor: 'plan' } }),
  aSession('pinned', { userState: { pinned: true }, status: { state: 'sleeping' } }),
  { ...aSession('ready', { status: { state: 'idle' } }), pulls: [aPull] },
  aSession('cut', {
    status: { state: 'failed', process: 'exited', end: 'interrupted', summary: 'interrupted: killed' },
  }),
  aSession('led', {
    spec: { flags: ['--agent', 'Reviewer', '--model', 'm'] },
    status: { state: 'stopped' },
  }),
];

test.each([
  ['s:review', 'ready'],
  ['s:ready', 'ready'],
  ['s:ready-for-review', 'ready'],
  ['s:pr', 'ready'],
  ['s:needs_input', 'asking'],
  ['s:Needs-Input', 'asking'],
  ['s:awaiting', 'asking'],
  ['s:plan', 'asking'],
  ['s:permission', ''],
  ['s:pinned', 'pinned'],
  ['s:interrupted', 'cut'],
  ['s:exited', 'cut'],
  ['s:done', 'ready'],
  ['s:run', 'working'],
  ['s:stop', 'led'],
  ['a:reviewer', 'led'],
  ['a:@rev', 'led'],
  ['a:claude:rev', 'led'],
  ['a:codex', 'working'],
])('%s finds %s', (filter, ids) => {
  const { press, state } = openView(rows);
  press([...filter]);
  expect(shownSessions(state()).map(({ id }) => id)).toEqual(ids ? [ids] : []);
});

test('the peek and what scripts read name the subagent that leads a session', () => {
  const led = rows.filter(({ id }) => id === 'led');
  const { press, text } = openView(led);
  press(['space']);
  expect(text()).toContain('claude @Reviewer · ');
  expect(led.map(listEntry)).toMatchObject([{ agent: 'claude', subagent: 'Reviewer' }]);
  press(['space', 'ctrl+f', ...'reviewer']);
  expect(text()).toContain('1 found');
});

test('Ctrl+F keeps what it found, and gives the keys back to the list, too', () => {
  const { press, state, effects } = openView(rows, { line: { history: ['old'] } });
  press(['ctrl+f', ...'cut', 'return']);
  press(['up', 'down', 'space']);
  expect(state()).toMatchObject({
    keys: { mode: 'peek' },
    peek: { open: { id: 'cut' } },
    line: { field: { text: 'cut' } },
  });
  press(['space', 'right']);
  expect(effects.at(-1)).toEqual({ type: 'attach', id: 'cut' });
  press(['escape']);
  expect(state()).toMatchObject({ line: { isFinding: false, field: { text: '' } } });
});
