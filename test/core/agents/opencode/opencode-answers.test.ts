import { describe, expect, it } from 'vitest';
import { answerOpencode } from '../../../../src/core/agents/opencode/opencode-answers.ts';
import { openQuestion } from './opencode-recorded.ts';

/** Keys in one word, `text` in quotes. */
function steps(name: string, choices: readonly number[], text?: string): string | undefined {
  return answerOpencode(openQuestion(name), { choices, ...(text !== undefined && { text }) })
    ?.map(step => ('text' in step ? `"${step.text}"` : step.keys.join(' ')))
    .join(', ');
}

describe('answers to OpenCode as keys', () => {
  it.each<[string, string, readonly number[], string | undefined, string]>([
    ['allow once', '100x30-permission-shell', [0], undefined, 'enter'],
    ['allow always, which asks again', '100x30-permission-shell', [1], undefined, 'right, enter'],
    ['confirm always', '100x30-permission-always', [0], undefined, 'enter'],
    ['cancel always', '100x30-permission-always', [1], undefined, 'escape'],
    ['reject', '60x20-permission-edit', [2], undefined, 'escape'],
    ['a question', 'question-w100', [1], undefined, '2'],
    ['a question in own words', 'question-w100', [], 'Fly', '4, "Fly", enter'],
    ['own words into the open field', '100x30-question-own-words', [3], 'Fly', '"Fly", enter'],
    ['an option while the empty field is open', '100x30-question-own-words', [1], undefined, 'enter, 2'],
    ['ticks', '100x30-several-first', [0, 2], undefined, '1, 3, tab'],
    ['one more and one less tick', '100x30-several-ticked', [0, 1], undefined, '2, 3, tab'],
    ['what is ticked already', '100x30-several-ticked', [0, 2], undefined, 'tab'],
    ['ticks and own words', '100x30-several-first', [0], 'BSD', '1, 4, "BSD", enter, tab'],
    ['the second of several', '80x24-several-second', [1], undefined, '2'],
    ['submit all', '200x50-several-confirm', [0], undefined, 'enter'],
    ['dismiss all', '200x50-several-confirm', [1], undefined, 'escape'],
    ['prose', '60x20-prose', [], 'double jump', '"double jump", enter'],
  ])('%s', (_title, name, choices, text, keys) => {
    expect(steps(name, choices, text)).toBe(keys);
  });

  it.each<[string, string, readonly number[], string | undefined]>([
    ['no answer', 'question-w100', [], undefined],
    ['an option that is not there', 'question-w100', [7], undefined],
    ['two options of a single choice', 'question-w100', [0, 1], undefined],
    ['own words without words', 'question-w100', [3], undefined],
    ['words with another option', 'question-w100', [0], 'yes'],
    ['words for a permission', '100x30-permission-shell', [], 'use mktemp'],
    ['an option over half-typed words', '100x30-question-own-words-typed', [1], undefined],
    ['nothing of several', '100x30-several-first', [], undefined],
    ['own words of several without words', '100x30-several-first', [0, 3], undefined],
    ['a window', '100x30-models', [], 'x'],
    ['blank words for prose', '60x20-prose', [], '  '],
  ])('cannot be given: %s', (_title, name, choices, text) => {
    expect(steps(name, choices, text)).toBeUndefined();
  });

  it('a subagent is told why it may not', () => {
    const question = {
      kind: 'permission',
      text: 'Tell OpenCode what to do differently',
      options: [{ label: 'Confirm' }, { label: 'Cancel' }],
      freeText: 0,
      numbered: false,
    } as const;
    expect(answerOpencode(question, { choices: [], text: 'no' })).toEqual([
      { text: 'no' },
      { keys: ['enter'] },
    ]);
  });
});
