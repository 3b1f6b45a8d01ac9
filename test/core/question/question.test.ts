import { expect, it } from 'vitest';
import { askedWords } from '../../../src/core/question/question.ts';

const text = 'Would you like to proceed?';
const plan = (body: string) => askedWords({ question: { kind: 'plan', text, body, options: [] } });

it.each([
  ['Plan\n\n1. Read the module\n2. Add a double jump', 'plan: Read the module · Add a double jump'],
  ['## Login rework\n\n- no more cookies\n\n* tests', 'plan: Login rework · no more cookies · tests'],
  ['| Drop 3 tables', 'plan: | Drop 3 tables'],
  ['───\n\n', text],
])('a row tells what a plan is: %j', (body, words) => {
  expect(plan(body)).toBe(words);
});

it('of any other question the agent’s own words are told', () => {
  const question = { kind: 'permission', text, body: 'rm -rf build', options: [] } as const;
  expect(askedWords({ question, summary: 'Bash: rm -rf build' })).toBe('Bash: rm -rf build');
  expect(askedWords({ question })).toBe(text);
  expect(askedWords({})).toBe('needs input');
});
