import { describe, expect, it } from 'vitest';
import type { Question } from '../../../../src/core/question/question.ts';
import { openView } from '../../../helpers/open-view.ts';
import { aSession } from '../../../helpers/sessions.ts';

const question: Question = {
  kind: 'question',
  text: 'Which database should we use?',
  options: ['SQLite', 'PostgreSQL', 'MySQL', 'Type something.', 'Chat about this'].map(label => ({ label })),
  selected: 0,
  freeText: 3,
};
const permission: Question = {
  kind: 'permission',
  text: 'Do you want to proceed?',
  options: ['Yes', 'Yes, and do not ask again', 'No'].map(label => ({ label })),
  selected: 0,
  freeText: 2,
};
const many: Question = {
  ...question,
  multiple: true,
  options: question.options.map(({ label }, at) => ({ label, ...(at < 4 && { checked: false }) })),
};

const asking = (asked: Question, questionNumber = 1) =>
  aSession('aaaaaaaa', { status: { state: 'needs-input', question: asked, questionNumber } });

function peekAt(asked: Question) {
  const view = openView([asking(asked)]);
  view.press(['space']);
  return { ...view, replies: () => view.effects.filter(({ type }) => type === 'reply' || type === 'attach') };
}

/** Each character a key, `⏎` Enter, `⌫` Backspace, `⇥` Tab. */
const named: Readonly<Record<string, string>> = { ' ': 'space', '⏎': 'return', '⌫': 'backspace', '⇥': 'tab' };
const keys = (typed: string) => [...typed].map(key => named[key] ?? key);

const reply = (choices: readonly number[], text?: string) => [
  expect.objectContaining({ type: 'reply', reply: { choices, ...(text !== undefined && { text }) } }),
];

describe('a reply that begins with a digit', () => {
  it.each([
    '1st explain why',
    '2 spaces',
    '10 things',
    '1, 2 and 3',
    '3.5 is too low',
    '9 lives',
    '0 of them',
    '2?',
    '12 monkeys',
    '4th of July',
    '4 spaces',
    '4.5 is enough',
    '4pm works',
    '4 min at most',
    '4min at most',
    '4" is enough',
    '4–5 of them',
    '4+ of them',
    '4$ each',
    '4° warmer',
    '4m or 5m',
    '4: the last one',
    '4=four',
  ])('arrives whole: %s', text => {
    for (const asked of [question, many, permission]) {
      const { press, replies, state } = peekAt(asked);
      press(keys(text));
      expect(state().keys.mode).toBe('peek');
      press(['return']);
      expect(replies()).toEqual(reply([], text));
    }
  });

  it('arrives whole when it is pasted, alone or after a digit', () => {
    const pasted = peekAt(question);
    pasted.paste('2 spaces\n1 tab');
    pasted.press(['return']);
    expect(pasted.replies()).toEqual(reply([], '2 spaces\n1 tab'));
    const mixed = peekAt(question);
    mixed.press(['2']);
    mixed.paste(' spaces');
    mixed.press(['return']);
    expect(mixed.replies()).toEqual(reply([], '2 spaces'));
  });

  it('is text from the start where nothing is to be chosen', () => {
    for (const asked of [{ ...question, kind: 'prose', options: [] } as const, undefined]) {
      const view = openView([aSession('aaaaaaaa', { status: { ...(asked && { question: asked }) } })]);
      view.press(keys(' 2'));
      expect(Object.values(view.state().peek.replies)).toMatchObject([{ text: '2' }]);
    }
  });
});

describe('digits alone', () => {
  it.each<[string, Question, readonly number[]]>([
    ['2', question, [1]],
    ['21', question, [0]],
    ['92', question, [1]],
    ['13', many, [0, 2]],
    ['131', many, [2]],
    ['12⌫', question, [0]],
    ['2 ⌫', question, [1]],
    ['2⇥', question, [1]],
    ['3', permission, [2]],
  ])('%s choose', (typed, asked, choices) => {
    const { press, replies } = peekAt(asked);
    press(keys(`${typed}⏎`));
    expect(replies()).toEqual(reply(choices));
  });

  it.each(['9', '0', '16'])('that are no option send nothing and never attach: %s', typed => {
    const { press, replies, text, state } = peekAt(question);
    press(keys(`${typed}⏎⏎`));
    expect(replies()).toEqual([]);
    expect(text()).toContain(
      `There is no option ${typed.at(-1)}: press 1-5. To answer with a number, choose 4 first.`,
    );
    press(keys('⌫⌫'));
    expect(state().peek.open?.typed).toBeUndefined();
  });

  it('keep the peek open at Space and at ?', () => {
    for (const key of ['space', '?']) {
      const { press, state } = peekAt(question);
      press(['2', key]);
      expect(state()).toMatchObject({ keys: { mode: 'peek' }, peek: { open: { chosen: [] } } });
    }
  });
});

describe('an option that wants words', () => {
  it.each<[string, Question, readonly number[], string]>([
    ['4flat files⏎', question, [3], 'flat files'],
    ['4⏎flat files⏎', question, [3], 'flat files'],
    ['4⏎2 spaces⏎', question, [3], '2 spaces'],
    ['4⏎16⏎', question, [3], '16'],
    ['4⇥3.5⏎', question, [3], '3.5'],
    ['4⏎⏎th⏎', question, [3], 'th'],
    ['4fl⌫⌫⏎at⏎', question, [3], 'at'],
    ['4@src/app.ts⏎', question, [3], '@src/app.ts'],
    ['4"flat" files⏎', question, [3], '"flat" files'],
    ['4$HOME⏎', question, [3], '$HOME'],
    ['4mongo⏎', question, [3], 'mongo'],
    ['14flat files⏎', many, [0, 3], 'flat files'],
    ['4⏎own words⏎', many, [3], 'own words'],
    ['3use npm⏎', permission, [2], 'use npm'],
    ['3⇥2 spaces⏎', permission, [2], '2 spaces'],
  ])('sends option and text once: %s', (typed, asked, choices, text) => {
    const { press, replies } = peekAt(asked);
    press(keys(typed));
    expect(replies()).toEqual(reply(choices, text));
  });

  it('says that words are missing, in the line and at Enter', () => {
    const { press, replies, text } = peekAt(question);
    press(['4']);
    expect(text()).toContain('❯ type your words for 4; Enter sends both');
    press(['return']);
    expect(text()).toContain('Write what goes with "Type something.", then Enter.');
    expect(replies()).toEqual([]);
  });

  it('is taken back with Backspace, before and after Enter', () => {
    for (const typed of ['4⌫2⏎', '4⏎⌫2⏎', '4f⌫⌫2⏎']) {
      const { press, replies } = peekAt(question);
      press(keys(typed));
      expect(replies()).toEqual(reply([1]));
    }
  });

  it('takes a pasted list as it is', () => {
    const { press, paste, replies } = peekAt(question);
    press(['4']);
    paste('- use tabs\n- no semicolons');
    press(['return']);
    expect(replies()).toEqual(reply([3], '- use tabs\n- no semicolons'));
  });
});

describe('keys that come before the options', () => {
  const told: Question = { kind: 'permission', text: 'Do you want to proceed?', options: [] };

  it('choose as soon as the options are known, and Enter never attaches', () => {
    const { press, replies, setSessions, state } = peekAt(told);
    press(keys('1⏎⏎'));
    expect(replies()).toEqual([]);
    setSessions([asking(permission)], []);
    expect(replies()).toEqual(reply([0]));
    expect(state().keys.mode).toBe('peek');
  });

  it('choose without Enter, too, and can be taken back before', () => {
    const { press, replies, setSessions, state } = peekAt(told);
    press(keys('1⌫2'));
    setSessions([asking(permission)], []);
    expect(state().peek.open?.chosen).toEqual([1]);
    press(['return']);
    expect(replies()).toEqual(reply([1]));
  });

  it('wait for further options of a question whose first are known', () => {
    const first = { ...question, options: question.options.slice(0, 3), isPartial: true };
    const { freeText: _later, ...named } = first;
    const { press, replies, setSessions, text } = peekAt(named);
    press(keys('4⏎'));
    setSessions([asking(question)], []);
    expect(replies()).toEqual([]);
    expect(text()).toContain('Write what goes with "Type something.", then Enter.');
    press(keys('flat files⏎'));
    expect(replies()).toEqual(reply([3], 'flat files'));
  });

  it('send nothing to another question, nor after a while', () => {
    const moved = peekAt(told);
    moved.press(keys('1⏎'));
    moved.setSessions([asking(permission, 2)], []);
    expect(moved.replies()).toEqual([]);
    expect(moved.text()).toContain('The session has moved on; nothing was sent.');
    const late = peekAt(told);
    late.press(keys('1⏎'));
    late.setTime(late.state().clock.now + 6000);
    late.setSessions([asking(permission)], []);
    expect(late.replies()).toEqual([]);
    expect(late.state().peek.open?.chosen).toEqual([0]);
  });

  it('choose when they came before the question itself', () => {
    const view = openView([aSession('aaaaaaaa')]);
    view.press(keys(' 2'));
    view.setSessions([asking(permission)], []);
    expect(view.state()).toMatchObject({ peek: { replies: {}, open: { chosen: [1] } } });
    view.press(['return']);
    expect(view.effects).toEqual([]);
    expect(view.text()).toContain('It has just asked this; nothing was sent. Enter sends the choice.');
  });

  it('choose nothing when they came long before the question', () => {
    const view = openView([aSession('aaaaaaaa')]);
    view.press(keys(' 2'));
    view.setTime(view.state().clock.now + 1500);
    view.setSessions([asking(permission)], []);
    expect(view.state()).toMatchObject({ peek: { replies: {}, open: { chosen: [] } } });
  });

  it('do not make an answer of a text that was begun before the question', () => {
    const view = openView([aSession('aaaaaaaa')]);
    view.press(keys(' also run the linter'));
    view.setSessions([asking(permission)], []);
    view.press(['return']);
    expect(view.effects).toEqual([]);
    expect(view.text()).toContain('It has just asked this; nothing was sent. Enter sends your words.');
    view.press(['return']);
    expect(view.effects).toMatchObject([{ type: 'reply', reply: { text: 'also run the linter' } }]);
  });

  it('send nothing to a question that took the place of another one under the finger', () => {
    const { press, replies, setSessions, setTime, state, text } = peekAt(permission);
    setSessions([asking({ ...permission, text: 'Do you want to delete it all?' }, 2)], []);
    press(keys('1⏎'));
    expect(replies()).toEqual([]);
    expect(text()).toContain('It has just asked this; nothing was sent. Enter sends the choice.');
    setTime(state().clock.now + 400);
    press(keys('⌫3⏎'));
    expect(replies()).toEqual(reply([2]));
  });

  it('answer at once what is asked next after an answer from here', () => {
    const { press, replies, setSessions, setTime, state } = peekAt(question);
    press(keys('1⏎'));
    setTime(state().clock.now + 500);
    setSessions([asking(permission, 2)], []);
    press(keys('2⏎'));
    expect(replies()).toEqual([...reply([0]), ...reply([1])]);
  });
});
