import { describe, expect, it } from 'vitest';
import { answerCodex } from '../../../../src/core/agents/codex/codex-answers.ts';
import type { Question } from '../../../../src/core/question/question.ts';
import { readCodex } from './codex-recorded.ts';

function open(name: string): Question {
  const { question } = readCodex(name);
  if (!question) throw new Error(`${name} asks nothing.`);
  return question;
}

describe('what Codex asks', () => {
  it('gives the command of a permission, and why', () => {
    expect(open('approve-shell-w100')).toEqual({
      kind: 'permission',
      text: 'Would you like to run the following command?',
      header: 'Bash',
      body: 'touch /home/me/samples/proj/made-by-agent.txt && echo created\n\nReason: Do you want to allow this test command?',
      options: [
        { label: 'Yes, proceed' },
        {
          label:
            "Yes, and don't ask again for commands that start with `touch /home/me/samples/proj/made-by-agent.txt`",
        },
        { label: 'No, and tell Codex what to do differently' },
      ],
      selected: 0,
      numbered: true,
      freeText: 2,
    });
  });

  it('gives the file and its changes', () => {
    const { body, header } = open('approve-edit-w100');
    expect(header).toBe('Edit');
    expect(body).toBe(
      'Edited hello.txt (+1 -1)\n  1 -hello\n  1 +hello world\n\nDestination: /home/me/samples/proj/hello.txt',
    );
  });

  it.each(['100x30', '80x24', '200x50'])('gives the plan at %s', size => {
    const question = open(`${size}-plan`);
    expect(question.body).toBe('# Plan\n\n1. Read the physics module\n2. Add a double jump\n3. Write tests');
    expect(question.options[0]).toEqual({
      label: 'Yes, implement this plan',
      description: 'Switch to Default and start coding',
    });
  });

  it.each(['100x30', '80x24', '200x50', '60x20'])('reads one of two questions at %s', size => {
    expect(open(`${size}-multi-1`)).toMatchObject({
      kind: 'question',
      header: 'Question 1/2',
      text: 'Which platforms should be built?',
      options: [
        { label: 'Linux', description: 'x64 and arm64' },
        { label: 'macOS', description: 'Universal' },
        { label: 'Windows', description: 'x64' },
        { label: 'None of the above', description: 'Optionally, add details in notes (tab)' },
      ],
      selected: 0,
      freeText: 3,
    });
    expect(open(`${size}-multi-after-1`).text).toBe('Which licence?');
  });

  it('knows that notes are being written', () => {
    expect(open('80x24-ask-notes-typed')).toMatchObject({ numbered: false, body: 'Notes: my own notes' });
  });

  it('reads the choices of a first start, with what stands below them', () => {
    expect(open('login-w100').options[1]).toEqual({
      label: 'Sign in with Device Code',
      description: 'Sign in from another device with a one-time code',
    });
  });

  it('gives no choices of a list that has scrolled', () => {
    expect(open('80x24-model')).toMatchObject({ text: 'Select Model and Effort', options: [] });
  });
});

/** Keys in one word, `text` in quotes. */
function steps(name: string, choices: readonly number[], text?: string): string | undefined {
  return answerCodex(open(name), { choices, ...(text !== undefined && { text }) })
    ?.map(step => ('text' in step ? `"${step.text}"` : step.keys.join(' ')))
    .join(', ');
}

describe('answers to Codex as keys', () => {
  it.each<[string, string, readonly number[], string | undefined, string]>([
    ['a permission', '80x24-permission', [1], undefined, '2'],
    [
      'a refusal with what to do instead',
      '80x24-permission',
      [],
      'use mktemp',
      'down down, 3, "use mktemp", enter',
    ],
    ['the choice of a question', '80x24-ask', [1], undefined, '2'],
    ['own words', '80x24-ask', [], 'DuckDB', 'down down down, tab, "DuckDB", enter'],
    ['a choice with a note', '80x24-ask', [1], 'version 17', 'down, tab, "version 17", enter'],
    ['a choice while notes are open', '80x24-ask-notes-typed', [2], undefined, 'tab, 3'],
    ['a plan', '80x24-plan', [0], undefined, '1'],
    ['a change to a plan', '80x24-plan', [], 'add tests', 'down down, 3, "add tests", enter'],
    ['trust', 'trust-w100', [0], undefined, 'enter'],
    ['no trust', 'trust-w100', [1], undefined, 'down, enter'],
    ['prose', '80x24-prose', [], 'double jump', '"double jump", enter'],
  ])('%s', (_title, name, choices, text, keys) => {
    expect(steps(name, choices, text)).toBe(keys);
  });

  it.each<[string, string, readonly number[], string | undefined]>([
    ['no answer', '80x24-permission', [], undefined],
    ['an option that is not there', '80x24-permission', [7], undefined],
    ['two options', '80x24-ask', [0, 1], undefined],
    ['words for a dialog without a text field', 'trust-w100', [], 'yes'],
    ['words with a permission that is given', '80x24-permission', [0], 'yes'],
    ['words into notes that someone writes', '80x24-ask-notes-typed', [], 'yes'],
    ['a choice of a list that has scrolled', '80x24-model', [0], undefined],
    ['blank words for prose', '80x24-prose', [], '  '],
  ])('cannot be given: %s', (_title, name, choices, text) => {
    expect(steps(name, choices, text)).toBeUndefined();
  });

  it('types into a question that has no choices', () => {
    const question: Question = { kind: 'question', text: 'Which name?', options: [] };
    expect(answerCodex(question, { choices: [], text: 'Ada' })).toEqual([
      { text: 'Ada' },
      { keys: ['enter'] },
    ]);
  });
});
