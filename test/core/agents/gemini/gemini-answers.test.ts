import { describe, expect, it } from 'vitest';
import { answerGemini } from '../../../../src/core/agents/gemini/gemini-answers.ts';
import type { Question } from '../../../../src/core/question/question.ts';
import { readGemini } from './gemini-recorded.ts';

/** Keys in one word, `text` in quotes; each of these was tried in 0.61.0. */
function steps(name: string, choices: readonly number[], text?: string): string | undefined {
  const { question } = readGemini(name);
  if (!question) throw new Error(`${name} asks nothing.`);
  return answerGemini(question, { choices, ...(text !== undefined && { text }) })
    ?.map(step => ('text' in step ? `"${step.text}"` : step.keys.join(' ')))
    .join(', ');
}

describe('answers to Gemini CLI as keys', () => {
  it.each<[string, string, readonly number[], string | undefined, string]>([
    ['a permission', 'approve-shell-w100', [0], undefined, '1'],
    ['a refusal', 'approve-edit-w100', [3], undefined, '4'],
    ['a question', 'question-w100', [1], undefined, '2'],
    ['a question in own words', 'question-w100', [], 'DuckDB', '"DuckDB", enter'],
    ['a question with a digit', 'question-w100', [3], '7', 'up, "7", enter'],
    ['several answers', '100x30-several-1', [0, 2], undefined, '3, up up up, enter'],
    ['several answers as they are', '100x30-several-1', [0], undefined, 'up, enter'],
    ['one answer less, and own words', '100x30-several-1', [1], 'BSD', '1, 2, "BSD", enter'],
    ['several answers and a digit', '100x30-several-1', [0, 1], '7', '2, up up up, "7", enter'],
    ['the review', '100x30-several-review', [0], undefined, 'enter'],
    ['a plan', '100x30-plan', [1], undefined, '2'],
    ['a change to a plan', '100x30-plan', [2], 'add tests', '"add tests", enter'],
    ['trust', 'trust-w100', [0], undefined, '1'],
    ['a limit', 'quota-dialog-w100', [1], undefined, '2'],
    ['prose', '60x20-question', [], 'double jump', '"double jump", enter'],
  ])('%s', (_title, name, choices, text, keys) => {
    expect(steps(name, choices, text)).toBe(keys);
  });

  it.each<[string, string, readonly number[], string | undefined]>([
    ['no answer', 'approve-shell-w100', [], undefined],
    ['an option that is not there', 'approve-shell-w100', [7], undefined],
    ['two options of a single choice', 'question-w100', [0, 1], undefined],
    ['the field for own words without words', 'question-w100', [3], undefined],
    ['words with an option that takes none', 'question-w100', [0], 'yes'],
    ['words for a permission', 'approve-shell-w100', [2], 'use mktemp'],
    ['words for trust', 'trust-w100', [], 'yes'],
    ['blank words for prose', '60x20-question', [], '  '],
    ['nothing of several', '100x30-several-1', [], undefined],
  ])('cannot be given: %s', (_title, name, choices, text) => {
    expect(steps(name, choices, text)).toBeUndefined();
  });

  it('takes time after a key that ticks, since the next one would undo it', () => {
    const { question } = readGemini('100x30-several-1');
    const given = question && answerGemini(question, { choices: [0, 1, 2] });
    expect(given?.slice(0, -1).every(step => 'pauseMs' in step && step.pauseMs === 200)).toBe(true);
  });

  it('never presses "All of the above", which ticks and unticks the others', () => {
    const option = (label: string) => ({ label, checked: true });
    const options = [option('A'), option('B'), option('All of the above'), { label: 'x', checked: false }];
    const question: Question = {
      kind: 'question',
      text: '?',
      options,
      selected: 0,
      multiple: true,
      freeText: 3,
    };
    const given = answerGemini(question, { choices: [0, 1] });
    expect(given?.map(step => ('keys' in step ? step.keys : []))).toEqual([['up'], ['enter']]);
  });
});
