import { expect, it } from 'vitest';
import { answerForm } from '../../../../src/core/agents/shared/form-answers.ts';
import type { Step } from '../../../../src/core/agents/shared/step.ts';
import type { Question } from '../../../../src/core/question/question.ts';

const form: Question = {
  kind: 'question',
  text: 'Which database?',
  options: [{ label: 'SQLite' }, { label: 'MySQL' }, { label: 'Type something...' }],
  selected: 0,
  freeText: 2,
};

it('waits for the field to open before words are pasted into it', () => {
  const steps = answerForm(form, { choices: [], text: 'neither' }) ?? [];
  expect(pauses(steps)).toEqual([60, 300, 'neither', undefined]);
});

it('waits once, also behind boxes that were ticked', () => {
  const options = form.options.map(option => ({ ...option, checked: false }));
  const given = { choices: [1], text: 'neither' };
  const steps = answerForm({ ...form, options, multiple: true }, given) ?? [];
  expect(pauses(steps)).toEqual([60, 60, 300, 'neither', undefined]);
});

it('needs no time where the pointer stands in the field', () => {
  expect(pauses(answerForm({ ...form, selected: 2 }, { choices: [], text: 'x' }) ?? [])).toEqual([
    'x',
    undefined,
  ]);
});

function pauses(steps: readonly Step[]): readonly (string | number | undefined)[] {
  return steps.map(step => ('text' in step ? step.text : step.pauseMs));
}
