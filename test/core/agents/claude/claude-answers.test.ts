import { describe, expect, it } from 'vitest';
import { answerClaude } from '../../../../src/core/agents/claude/claude-answers.ts';
import type { Question } from '../../../../src/core/question/question.ts';
import { read } from '../recorded.ts';

function open(file: string): Question {
  const { question } = read(file);
  if (!question) throw new Error(`${file} asks nothing.`);
  return question;
}

/** Keys in one word, `text` in quotes. */
function steps(file: string, choices: readonly number[], text?: string): string | undefined {
  const answer = { choices, ...(text !== undefined && { text }) };
  return answerClaude(open(file), answer)
    ?.map(step => ('text' in step ? `"${step.text}"` : step.keys.join(' ')))
    .join(', ');
}

describe('answers as keys', () => {
  it.each<[string, string, readonly number[], string | undefined, string]>([
    ['a permission', 'permission-bash', [1], undefined, '2'],
    ['a refusal with a reason', 'permission-bash', [], 'use mktemp', 'down down, tab, "use mktemp", enter'],
    ['a permission without digits', 'permission-agent-classifier-down', [1], undefined, 'down, enter'],
    ['a question', '60x20-several-second', [1], undefined, '2'],
    ['a question in own words', 'askuserquestion', [], 'Fly', '4, "Fly", enter'],
    ['own words with a backslash', 'askuserquestion', [], 'C:\\', '4, "C:\\", ctrl+a, enter'],
    ['one more and one less tick', '60x20-several-ticked', [0, 1], undefined, '2, 3, tab'],
    ['what is ticked already', '60x20-several-ticked', [0, 2], undefined, 'tab'],
    ['ticks and own words', '60x20-several-first', [0], 'BSD', '1, down down down, "BSD", tab, enter'],
    ['talk instead of ticks', '60x20-several-first', [4], undefined, '5'],
    ['own words in the open field', '40x24-own-words', [], 'Fly', 'ctrl+u, "Fly", enter'],
    ['another option while the field is open', '40x24-own-words', [1], undefined, 'up up, enter'],
    ['a tick while the field is open', '100x40-many-own-words', [0, 3], undefined, 'up, 1, tab'],
    ['other words in the open field', '100x40-many-own-words', [3], 'BSD', 'ctrl+u, "BSD", tab, enter'],
    ['a refusal alone', 'permission-bash', [2], undefined, '3'],
    ['a plan', 'plan-approval', [1], undefined, '2'],
    ['a change to a plan', 'plan-approval', [2], 'add tests', '3, "add tests", enter'],
    ['trust', 'trust', [1], undefined, 'down, enter'],
    ['trust after a key', '80x24-trust-down', [0], undefined, 'up, enter'],
    ['prose', 'done-with-question', [], 'double jump', '"double jump", enter'],
  ])('%s', (_title, file, choices, text, keys) => {
    expect(steps(file, choices, text)).toBe(keys);
  });

  it.each<[string, string, readonly number[], string | undefined]>([
    ['no answer', 'permission-bash', [], undefined],
    ['an option that is not there', 'permission-bash', [7], undefined],
    ['two options of a single choice', 'permission-bash', [0, 1], undefined],
    ['words for a dialog without a text field', 'trust', [], 'yes'],
    ['words with an option that takes none', 'askuserquestion', [0], 'yes'],
    ['blank words for prose', 'done-with-question', [], '  '],
    ['own words without words', 'askuserquestion', [3], undefined],
    ['a change to a plan without words', 'plan-approval', [2], undefined],
    ['own words of several without words', '60x20-several-first', [0, 3], undefined],
    ['nothing of several', '60x20-several-first', [], undefined],
  ])('cannot be given: %s', (_title, file, choices, text) => {
    expect(steps(file, choices, text)).toBeUndefined();
  });

  it('knows no keys for a question whose options were not yet seen', () => {
    const question: Question = { kind: 'permission', text: 'Do you want to proceed?', options: [] };
    expect(answerClaude(question, { choices: [0] })).toBeUndefined();
  });
});
