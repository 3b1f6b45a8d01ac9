import { expect, it } from 'vitest';
import type { Effect } from '../../../src/core/effects.ts';
import type { Question } from '../../../src/core/question/question.ts';
import { giveBack } from '../../../src/ui/commands/peek/reply.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const platforms = (...checked: readonly boolean[]): Question => ({
  kind: 'question',
  text: 'Where shall it run?',
  options: ['Linux', 'macOS', 'Windows'].map((label, at) => ({ label, checked: checked[at] === true })),
  multiple: true,
});
const asking = (question: Question, questionNumber = 1) =>
  aSession('aaaaaaaa', { status: { state: 'needs-input', question, questionNumber } });

function open(question: Question) {
  const view = openView([asking(question)]);
  view.press(['space']);
  const ticked = () => [...view.text().matchAll(/☑ (\d)\./gu)].map(([, digit]) => Number(digit));
  const reply = () => view.effects.at(-1) as Extract<Effect, { type: 'reply' }>;
  return { ...view, ticked, reply };
}

it('boxes that are being sent stay ticked until the session asks something else', () => {
  const { press, ticked, setSessions, state } = open(platforms());
  press(['1', '3', 'return']);
  expect(ticked()).toEqual([1, 3]);
  // The boxes of the dialog follow one by one.
  setSessions([asking(platforms(true))], []);
  expect(ticked()).toEqual([1, 3]);
  setSessions([asking({ ...platforms(), text: 'And which of them first?' }, 2)], []);
  expect([ticked(), state().peek.open?.chosen]).toEqual([[], []]);
});

it('what is ticked in the dialog already stays so when another box is chosen, and can be taken away', () => {
  const { press, ticked, reply } = open(platforms(true));
  expect(ticked()).toEqual([1]);
  press(['2', 'return']);
  expect(reply().reply.choices).toEqual([0, 1]);
  press(['1', '3', 'return']);
  expect(reply().reply.choices).toEqual([1, 2]);
});

it('an answer that did not go out can be sent again with Enter', () => {
  const { press, reply, set, state, ticked } = open(platforms());
  press(['2', 'return']);
  set(giveBack(state(), reply()));
  expect(ticked()).toEqual([2]);
  press(['return']);
  expect(reply().reply.choices).toEqual([1]);
});

it('words that did not go out stand in the field again, unless others were begun', () => {
  const { press, set, state, effects } = openView([aSession('aaaaaaaa')]);
  press(['space', ...'go', 'return']);
  const sent = effects.at(-1) as Extract<Effect, { type: 'reply' }>;
  expect(state().peek.replies).toEqual({});
  set(giveBack(state(), sent));
  expect(state().peek.replies['aaaaaaaa']?.text).toBe('go');
  press(['x']);
  set(giveBack(state(), sent));
  expect(state().peek.replies['aaaaaaaa']?.text).toBe('gox');
});

it('an option without a box stands alone, and shows none', () => {
  const { options } = platforms();
  const { press, text, state } = open({
    ...platforms(),
    options: [...options, { label: 'Chat about this' }],
  });
  expect(text()).toMatch(/☐ 3\. Windows\n {4}4\. Chat about this/);
  press(['1', '4']);
  expect(state().peek.open?.chosen).toEqual([3]);
  expect(text()).toMatch(/☐ 1\. Linux[\s\S]*● 4\. Chat/);
  press(['2']);
  expect(state().peek.open?.chosen).toEqual([1]);
});

it('Enter that is pressed twice sends and does not attach; after a moment it attaches', () => {
  const { press, effects, setTime } = openView([aSession('aaaaaaaa')]);
  press(['space', ...'go', 'return', 'return']);
  expect(effects.map(({ type }) => type)).toEqual(['reply']);
  setTime(noon + 400);
  press(['return']);
  expect(effects.map(({ type }) => type)).toEqual(['reply', 'attach']);
});
