import { expect, it, test } from 'vitest';
import type { Effect } from '../../../src/core/effects.ts';
import type { Question } from '../../../src/core/question/question.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { safeText } from '../../../src/core/text/safe-text.ts';
import type { Changes } from '../../../src/ui/state/view-state.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { aSession, aState, noon } from '../../helpers/sessions.ts';

const undo = 'Ctrl+Z brings it back';

const question: Question = {
  kind: 'permission',
  text: 'Do you want to proceed?',
  header: 'Bash',
  body: 'rm -rf build',
  options: [{ label: 'Yes' }, { label: 'No' }],
};

const asking = (id: string, number = 1) =>
  aSession(id, {
    status: { state: 'needs-input', waitingFor: 'permission', question, questionNumber: number },
  });

function open(sessions: readonly Session[], part: Changes = {}) {
  const effects: Effect[] = [];
  const view = createViewStore(
    aState(sessions, part),
    effect => effect.type !== 'remember' && effects.push(effect),
  );
  const text = () =>
    frame(view.store.getState())
      .lines.map(line => line.replace(/\u001b\[\d+m/g, ''))
      .join('\n');
  return { ...view, effects, text, state: view.store.getState };
}

it('updates the time in the same change as a key: what is drawn is drawn once', () => {
  const { press, store, state } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  let changes = 0;
  store.subscribe(() => (changes += 1));
  press(['down'], noon + 5000);
  expect(changes).toBe(1);
  expect(state().clock.now).toBe(noon + 5000);
  expect(state().clock.lastKeyAt).toBe(noon + 5000);
  expect(state().list.selectedId).toBe('bbbbbbbb');
});

/** Of the processor, and what a third of several runs stay below: other programs' turns, and cold caches, do not count. */
function usualMs(run: () => void): number {
  const times = Array.from({ length: 20 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[6] ?? Number.NaN;
}

test('rows stand in groups, the ones that need a person first', () => {
  const { text } = open([aSession('aaaaaaaa'), asking('bbbbbbbb')]);
  expect(text()).toMatch(
    /Needs input \d+\n❯ ✻ name of bbbbbbbb.*\n\n {2}Working \d+\n {2}✢ name of aaaaaaaa/,
  );
});

test('a frame has exactly the size of the terminal, whatever that is', () => {
  const sessions = Array.from({ length: 60 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  for (const [columns, rows] of [
    [1, 1],
    [20, 5],
    [40, 12],
    [80, 24],
    [120, 35],
    [250, 80],
  ] as const) {
    for (const mode of ['list', 'peek', 'help'] as const) {
      const { state, press } = open(sessions, { screen: { columns, rows } });
      if (mode !== 'list') press([mode === 'peek' ? 'space' : '?']);
      const { lines } = frame(state());
      expect(lines).toHaveLength(rows);
      for (const line of lines)
        expect(safeText(line, { keepIndent: true }).length).toBeLessThanOrEqual(columns);
    }
  }
});

test('the row that is selected stays selected when it moves to another group', () => {
  const { state, setSessions, setTime, text } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb')], {
    list: { selectedId: 'aaaaaaaa' },
  });
  setSessions([asking('aaaaaaaa'), aSession('bbbbbbbb')], []);
  setTime(noon + 1000);
  expect(state().list.selectedId).toBe('aaaaaaaa');
  expect(text()).toMatch(/Needs input \d+\n❯ ✻ name of aaaaaaaa/);
});

test('rows keep their places while keys are in use, and move when they rest', () => {
  const { press, setSessions, setTime, text } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  press(['down']);
  setSessions([asking('aaaaaaaa'), aSession('bbbbbbbb')], []);
  expect(text()).not.toContain('Needs input');
  setTime(noon + 1000);
  expect(text()).toContain('Needs input');
});

test('a row that goes away hands the selection to its neighbour', () => {
  const { press, setSessions, state } = open([
    aSession('aaaaaaaa'),
    aSession('bbbbbbbb'),
    aSession('cccccccc'),
  ]);
  press(['down']);
  setSessions([aSession('aaaaaaaa'), aSession('cccccccc')], []);
  expect(state().list.selectedId).toBe('cccccccc');
});

test('text and Enter start a session; several keys of one read are all taken', () => {
  const { press, effects, state } = open([]);
  press([...'fix it', 'return'].map(key => (key === ' ' ? 'space' : key)));
  expect(effects).toMatchObject([
    { type: 'dispatch', attach: false, request: { kind: 'background', text: 'fix it' } },
  ]);
  expect(state().line.field.text).toBe('');
});

test('! starts a shell job, Shift+Enter attaches at once', () => {
  const { press, paste, effects } = open([]);
  paste('! npm test');
  press(['shift+return']);
  expect(effects).toMatchObject([
    { type: 'dispatch', attach: true, request: { kind: 'exec', text: 'npm test' } },
  ]);
});

test('a pasted text with newlines stays one prompt, byte for byte', () => {
  const { press, paste, effects } = open([]);
  paste('one\n  two\t"three"; $(four) 五');
  press(['return']);
  expect(effects).toMatchObject([{ request: { text: 'one\n  two\t"three"; $(four) 五' } }]);
});

test('Enter on an empty line attaches to the selected session', () => {
  const { press, effects } = open([aSession('aaaaaaaa')]);
  press(['return']);
  expect(effects).toEqual([{ type: 'attach', id: 'aaaaaaaa' }]);
});

test('the peek shows what is to be approved and its options; a digit chooses, Enter sends', () => {
  const { press, text, effects } = open([asking('aaaaaaaa', 7)]);
  press(['space']);
  expect(text()).toMatch(/Bash\n +│ rm -rf build\n +Do you want to proceed\?\n +1\. Yes\n +2\. No/);
  press(['2']);
  expect(text()).toContain('● 2. No');
  press(['return']);
  expect(effects).toMatchObject([
    { type: 'reply', id: 'aaaaaaaa', questionNumber: 7, reply: { choices: [1] } },
  ]);
});

test('a choice made for a question that is gone is not sent', () => {
  const { press, setSessions, effects, state } = open([asking('aaaaaaaa', 7)]);
  press(['space', '1']);
  const other = { ...question, body: 'rm -rf /' };
  setSessions(
    [aSession('aaaaaaaa', { status: { state: 'needs-input', question: other, questionNumber: 8 } })],
    [],
  );
  press(['return']);
  expect(effects).toEqual([]);
  expect(state().notices.current?.text).toContain('moved on');
});

test('an untouched peek follows the session to its next question', () => {
  const { press, setSessions, text } = open([asking('aaaaaaaa', 7)]);
  press(['space']);
  const other = { ...question, body: 'npm publish' };
  setSessions(
    [aSession('aaaaaaaa', { status: { state: 'needs-input', question: other, questionNumber: 8 } })],
    [],
  );
  expect(text()).toContain('npm publish');
});

test('↑ and ↓ in the peek walk to the neighbours, and a half-written reply waits', () => {
  const { press, state, text } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  press(['space', ...'wait', 'down']);
  expect(state().peek.open?.id).toBe('bbbbbbbb');
  expect(text()).not.toContain('❯ wait');
  press(['up']);
  expect(text()).toContain('❯ wait');
});

test('a first Ctrl+X on a working session asks, a second stops, a third deletes', () => {
  const { press, effects, state, setSessions } = open([aSession('aaaaaaaa')]);
  press(['ctrl+x']);
  expect(effects).toEqual([]);
  expect(state().notices.current?.text).toContain('is working');
  press(['ctrl+x']);
  expect(effects).toEqual([{ type: 'stop', id: 'aaaaaaaa' }]);
  setSessions([aSession('aaaaaaaa', { status: { state: 'stopped', process: 'exited' } })], []);
  press(['ctrl+x']);
  expect(effects.at(-1)).toEqual({ type: 'remove', id: 'aaaaaaaa', undo });
});

test('Ctrl+X that is held down takes one row away and leaves its neighbours alone', () => {
  const ids = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'];
  const done = (id: string) => aSession(id, { status: { state: 'completed', process: 'exited' } });
  const { press, effects, setSessions, setTime, state } = open(ids.map(done));
  const hold = (from: number) => {
    for (let ms = from; ms < from + 900; ms += 30) {
      setTime(noon + ms);
      press(['ctrl+x']);
      if (effects.length === 1) setSessions([done('bbbbbbbb'), done('cccccccc')], []);
    }
  };
  hold(0);
  expect(effects).toEqual([{ type: 'remove', id: 'aaaaaaaa', undo }]);
  expect([state().removal.armed, state().notices.current?.text]).toEqual([
    undefined,
    'Deleted name of aaaaaaaa. Ctrl+Z brings it back.',
  ]);
  setTime(noon + 1300);
  press(['ctrl+x', 'ctrl+x', 'down', 'ctrl+x']);
  expect(effects.at(-1)).toEqual({ type: 'remove', id: 'bbbbbbbb', undo });
  expect(state().removal.armed?.id).toBe('cccccccc');
});

test('the second Ctrl+X must come within two seconds to delete', () => {
  const done = aSession('aaaaaaaa', { status: { state: 'completed', process: 'exited' } });
  const { press, effects, setTime } = open([done]);
  press(['ctrl+x']);
  setTime(noon + 2001);
  press(['ctrl+x']);
  expect(effects).toEqual([]);
});

test('Ctrl+T pins to the top at once, Ctrl+R renames', () => {
  const { press, effects, text } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb')], {
    list: { selectedId: 'bbbbbbbb' },
  });
  press(['ctrl+t', 'ctrl+r', 'ctrl+u', ...'login', 'return']);
  expect(effects).toEqual([
    { type: 'mark', id: 'bbbbbbbb', userState: { pinned: true } },
    { type: 'mark', id: 'bbbbbbbb', userState: { name: 'login' } },
  ]);
  expect(text()).toMatch(/Pinned \d+\n❯ ✢ ▴ login/);
});

test('Esc closes the peek, clears the line, leaves: in that order; Ctrl+Y brings the line back', () => {
  const { press, effects, state } = open([aSession('aaaaaaaa')]);
  press(['space', 'escape']);
  expect(state().keys.mode).toBe('list');
  press([...'draft', 'escape']);
  expect(state().line.field.text).toBe('');
  press(['ctrl+y', 'escape', 'escape']);
  expect(effects).toEqual([{ type: 'leave' }]);
});

test('Ctrl+S groups by directory, then by role', () => {
  const { press, text, effects } = open([
    aSession('aaaaaaaa'),
    aSession('bbbbbbbb', { spec: { cwd: '/srv' } }),
  ]);
  press(['ctrl+s']);
  expect(text()).toMatch(/~\/game \d+\n.*aaaaaaaa[\s\S]*\/srv \d+\n.*bbbbbbbb/);
  expect(effects).toEqual([{ type: 'save-view', change: { grouping: 'directory' } }]);
});

test('? shows the keys that work here, and Esc goes back', () => {
  const { press, text } = open([aSession('aaaaaaaa')]);
  press(['space', '?']);
  expect(text()).toContain('Choose an option; Enter sends it');
  press(['escape']);
  expect(text()).toContain('type a reply');
});

test('a hostile name, summary and question cannot write to the terminal', () => {
  const evil = 'a\u001b]0;owned\u0007\u001b[2J\u202eb\u009b31m\r\nc';
  const hostile = aSession('aaaaaaaa', {
    spec: { name: evil, cwd: `/tmp/${evil}` },
    status: {
      summary: evil,
      state: 'needs-input',
      question: { ...question, body: evil, header: evil, text: evil },
    },
  });
  const { press, state } = open([hostile]);
  press(['space']);
  const bare = frame(state())
    .lines.join('')
    .replace(/\u001b\[\d+m/g, '');
  expect(bare).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
});

test('an empty view explains itself, and says when no agent is installed', () => {
  expect(open([]).text()).toContain('Describe a task below');
  const none = aState([]).launch.defaults;
  expect(open([], { launch: { defaults: { ...none, isInstalled: false } } }).text()).toContain(
    'No agent was found (looked for claude)',
  );
});

test('every state is told apart without colours', () => {
  const states = ['working', 'needs-input', 'idle', 'completed', 'failed', 'stopped', 'unknown'] as const;
  const sessions = states.map((state, index) =>
    aSession(`${index}0000000`, { status: { state, summary: 's' } }),
  );
  const { text } = open(sessions);
  for (const word of ['Needs input', 'Working', 'Completed', 'failed: s', 'stopped', 'state unknown']) {
    expect(text()).toContain(word);
  }
});

test('a megabyte in the line costs a key no more than a word does', () => {
  const { paste, press, state } = open([]);
  paste('word '.repeat(200_000));
  frame(state());
  expect(usualMs(() => frame(press(['x']) ?? state()))).toBeLessThan(25);
});

test('the list stands still while the selection moves inside it, and scrolls at its edge', () => {
  const sessions = Array.from({ length: 50 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  const { press, state, text } = open(sessions);
  press(['down', 'down', 'down', 'down']);
  expect(state().list.scroll).toBe(0);
  press(['pagedown', 'pagedown', 'pagedown']);
  expect(text()).toMatch(/❯ . name of 00000034/);
  expect(state().list.scroll).toBeGreaterThan(0);
  press(['up']);
  const before = state().list.scroll;
  press(['up', 'up']);
  expect(state().list.scroll).toBe(before);
});

test('a key costs the same with a thousand rows', () => {
  const sessions = Array.from({ length: 1000 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  const { press, state } = open(sessions);
  expect(usualMs(() => frame(press(['down']) ?? state()))).toBeLessThan(16);
});

test('a:, s: and n: in the line filter the rows; Enter keeps the filter, and again attaches', () => {
  const failed = aSession('bbbbbbbb', { status: { state: 'failed', process: 'exited' } });
  const { press, text, effects, state } = open([aSession('aaaaaaaa'), failed]);
  press([...'s:fail']);
  expect(text()).not.toContain('aaaaaaaa');
  press(['return']);
  expect(effects).toEqual([]);
  press(['space']);
  expect(state()).toMatchObject({ keys: { mode: 'peek' }, peek: { open: { id: 'bbbbbbbb' } } });
  press(['space', 'return']);
  expect(effects).toEqual([{ type: 'attach', id: 'bbbbbbbb' }]);
  press(['backspace', 'space']);
  expect(state()).toMatchObject({ keys: { mode: 'list' }, line: { field: { text: 's:fai ' } } });
  press(['escape']);
  expect(state().line.field.text).toBe('');
  expect(text()).toContain('aaaaaaaa');
});

test('Ctrl+F finds by words, says how many, and Esc shows all again', () => {
  const { press, text } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb', { spec: { cwd: '/srv/shop' } })]);
  press(['ctrl+f', ...'shop']);
  expect(text()).toContain('1 found');
  press(['x']);
  expect(text()).toContain('No session fits');
  press(['escape']);
  expect(text()).toContain('name of aaaaaaaa');
});

test('a prompt that only looks a little like a filter is a prompt', () => {
  const { press, paste, effects } = open([aSession('aaaaaaaa')]);
  paste('s: is slow, find out why');
  press(['return']);
  expect(effects).toMatchObject([{ type: 'dispatch', request: { text: 's: is slow, find out why' } }]);
});

test('Shift+↑ and ↓ move a row within its group, and only there', () => {
  const { press, text, effects } = open([aSession('aaaaaaaa'), aSession('bbbbbbbb'), asking('cccccccc')]);
  press(['down', 'shift+down']);
  expect(text()).toMatch(/name of bbbbbbbb.*\n❯ . name of aaaaaaaa/);
  expect(effects).toHaveLength(2);
  press(['shift+down']);
  expect(effects).toHaveLength(2);
});

test('Alt+2 attaches to the second session of the directory', () => {
  const elsewhere = aSession('bbbbbbbb', { spec: { cwd: '/srv' } });
  const { press, effects, state } = open([aSession('aaaaaaaa'), elsewhere, aSession('cccccccc')]);
  press(['alt+2']);
  expect(effects).toEqual([{ type: 'attach', id: 'cccccccc' }]);
  press(['alt+3']);
  expect(state().notices.current?.text).toContain('no session 3');
});

test('a run of ↑ ends on the first row, and Space then peeks', () => {
  const sessions = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map(id => aSession(id));
  const { press, setTime, state, text } = open(sessions, {
    line: { history: ['old'] },
    list: { selectedId: 'cccccccc' },
  });
  for (const key of ['up', 'up', 'up', 'up']) {
    setTime(state().clock.now + 150);
    press([key]);
  }
  expect(state()).toMatchObject({ list: { selectedId: 'aaaaaaaa' }, line: { field: { text: '' } } });
  press(['space']);
  expect(state()).toMatchObject({ keys: { mode: 'peek' }, peek: { open: { id: 'aaaaaaaa' } } });
  press(['escape']);
  setTime(state().clock.now + 500);
  press(['up']);
  expect(text()).toMatch(/❯ old\n.*\n an earlier prompt · enter starts it again · ↑ an older one · ↓ back/);
  // A line with text takes the space, as in every shell.
  press(['space', 'x']);
  expect(state()).toMatchObject({ keys: { mode: 'list' }, line: { field: { text: 'old x' } } });
});

test('↑ at the top brings back earlier prompts, ↓ goes forward again', () => {
  const { press, state } = open([aSession('aaaaaaaa')], { line: { history: ['second', 'first'] } });
  press(['up', 'up']);
  expect(state().line.field.text).toBe('first');
  press(['down']);
  expect(state().line.field.text).toBe('second');
  press(['down']);
  expect(state().line.field.text).toBe('');
});

test('a digit beyond the last option is refused, never becomes an answer, and Enter after it attaches nobody', () => {
  const { press, effects, state } = open([asking('aaaaaaaa')]);
  press(['space', '9', 'return']);
  expect(state().peek.replies).toEqual({});
  expect(effects).toEqual([]);
});

test('a long plan is read with PgDn while its options stay in view', () => {
  const body = Array.from({ length: 60 }, (_, index) => `step ${index}`).join('\n');
  const plan = aSession('aaaaaaaa', {
    status: { state: 'needs-input', question: { ...question, body } },
  });
  const { press, text } = open([plan], { screen: { columns: 80, rows: 24 } });
  press(['space']);
  expect(text()).toMatch(/step 0\n[\s\S]*more lines: PgDn\n[\s\S]*1\. Yes/);
  press(Array.from({ length: 20 }, () => 'pagedown'));
  expect(text()).toMatch(/more lines: PgUp\n[\s\S]*step 59\n[\s\S]*1\. Yes/);
});

test('a digit pressed before the options can be read is no text', () => {
  const hooked = { ...question, options: [] };
  const early = aSession('aaaaaaaa', { status: { state: 'needs-input', question: hooked } });
  const { press, state } = open([early]);
  press(['space', '2']);
  expect(state().notices.current?.text).toContain('still being read');
  expect(state().peek.replies).toEqual({});
});

test('a question that takes no words says so, and a digit chooses whatever was typed', () => {
  const dialog = aSession('aaaaaaaa', {
    status: {
      state: 'needs-input',
      questionNumber: 1,
      question: {
        kind: 'dialog',
        text: 'Trust it?',
        options: [{ label: 'No' }, { label: 'Yes' }],
        selected: 0,
      },
    },
  });
  const { press, text, effects } = open([dialog]);
  press(['space']);
  expect(text()).toContain('❯ press 1-2\n');
  press(['y', 'e', 's', 'return']);
  expect(text()).toContain('takes no text: press the number of an option.');
  press(['2', 'return']);
  expect(effects.at(-1)).toMatchObject({ type: 'reply', reply: { choices: [1] } });
});

test('Home and End go to the first and the last row, and to the ends of a text that is being written', () => {
  const sessions = Array.from({ length: 30 }, (_, index) => aSession(`${index}`.padStart(8, '0')));
  const { press, state } = open(sessions);
  const first = state().list.selectedId;
  press(['end']);
  const last = state().list.selectedId;
  expect(sessions.map(({ id }) => id)).toContain(last);
  press(['down']);
  expect(state().list.selectedId).toBe(last);
  press(['home']);
  expect(state().list.selectedId).toBe(first);
  press([...'bc', 'home', 'a', 'end', 'd']);
  expect(state().line.field.text).toBe('abcd');
  expect(state().list.selectedId).toBe(first);
});

test('the peek of a shell job names its command where the title does not', () => {
  const long = 'npm run build && npm run test -- --watch=false';
  const job = (name: string, command: string) =>
    aSession('aaaaaaaa', { spec: { kind: 'exec', agent: 'shell', name, command } });
  for (const [name, command] of [
    ['tests', 'npm test'],
    [long, long],
  ] as const) {
    const { press, text } = open([job(name, command)]);
    press(['space']);
    expect(text()).toContain(`  $ ${command}`);
  }
  const { press, text } = open([job('npm test', 'npm test')]);
  press(['space']);
  expect(text()).not.toContain('$ npm test');
});
