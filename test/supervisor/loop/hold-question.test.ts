import { expect, it } from 'vitest';
import type { Question } from '../../../src/core/question/question.ts';
import { countHeld, type HeldQuestions, heldBack } from '../../../src/supervisor/loop/hold-question.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const told: Question = { kind: 'permission', text: 'Do you want to proceed?', options: [] };
const drawn: Question = { ...told, options: [{ label: 'Yes' }, { label: 'No' }] };

const asking = (question: Question, questionNumber = 2) =>
  aSession('aaaaaaaa', { status: { state: 'needs-input', question, questionNumber } });

it('a permission of which only a hook has told is kept back until its options are read, but not for ever', () => {
  const held: HeldQuestions = new Map();
  const at = (ms: number, question: Question) => [...heldBack(held, [asking(question)], noon + ms)];
  expect(at(0, told)).toEqual(['aaaaaaaa']);
  expect(at(900, told)).toEqual(['aaaaaaaa']);
  expect(at(1100, told)).toEqual([]);
  expect(at(1200, drawn)).toEqual([]);
  expect(at(1300, told)).toEqual(['aaaaaaaa']);
  // The clock was set back.
  expect(at(-5000, told)).toEqual([]);
});

it('a session of which only its file tells that it waits is kept back, too', () => {
  const waiting = aSession('aaaaaaaa', { status: { state: 'needs-input', waitingFor: 'permission' } });
  expect(heldBack(new Map(), [waiting], noon)).toEqual(new Set(['aaaaaaaa']));
  expect(heldBack(new Map(), [aSession('bbbbbbbb')], noon).size).toBe(0);
});

it.each<[string, Question]>([
  ['a question with the options that its hook names', { ...drawn, kind: 'question', isPartial: true }],
  ['a text field', { kind: 'question', text: 'What is your name?', options: [] }],
  ['a question in prose', { kind: 'prose', text: 'Shall I?', options: [] }],
])('%s is told at once', (_title, question) => {
  expect(heldBack(new Map(), [asking(question)], noon).size).toBe(0);
});

it('a question that was kept back keeps the number that tmux was told', () => {
  const held: HeldQuestions = new Map();
  heldBack(held, [asking(told, 3)], noon);
  expect(countHeld(held, asking(drawn, 2)).status.questionNumber).toBe(3);
  expect(countHeld(new Map(), asking(drawn, 2)).status.questionNumber).toBe(2);
});
