import { describe, expect, it } from 'vitest';
import { answerGeneral } from '../../../../src/core/agents/general/general-answers.ts';
import { readGeneralScreen } from '../../../../src/core/agents/general/general-screen.ts';
import { screenOf } from '../recorded.ts';

function asked(...lines: readonly string[]) {
  const { question } = readGeneralScreen(screenOf(lines.join('\n'), { cursor: '-1,-1' }));
  if (!question) throw new Error(`This asks nothing: ${lines.join(' / ')}`);
  return question;
}

const keysFor = (question: ReturnType<typeof asked>, choice: number) =>
  answerGeneral(question, { choices: [choice] })?.flatMap(step => ('keys' in step ? step.keys : step.text));

describe('a dialog of any program', () => {
  it('is answered with arrows and Enter where it has a pointer', () => {
    const question = asked('Which one?', '', '  1. a', '❯ 2. b', '  3. c', '', 'Enter to select');
    expect([0, 1, 2].map(choice => keysFor(question, choice))).toEqual([
      ['up', 'enter'],
      ['enter'],
      ['down', 'enter'],
    ]);
  });

  it('is answered with its digit where it has none', () => {
    const question = asked('Which one?', '1) a', '2) b', 'Enter your choice [1-2]:');
    expect(question).toMatchObject({ text: 'Which one?', options: [{ label: 'a' }, { label: 'b' }] });
    expect(keysFor(question, 1)).toEqual(['2']);
  });

  it('is answered with its letter where it spells its choices', () => {
    const question = asked(`Run it? (Y)es/(N)o/(D)on't ask again [Yes]:`);
    expect(question).toMatchObject({ kind: 'permission', text: 'Run it?' });
    expect([0, 1, 2].map(choice => keysFor(question, choice))).toEqual([['y'], ['n'], ['d']]);
    expect(keysFor(asked('Go on? [y/N] '), 0)).toEqual(['y']);
  });

  it('is answered with Enter where it wants no more', () => {
    expect(keysFor(asked('The key has changed.', '', 'Press Enter to continue'), 0)).toEqual(['enter']);
  });

  it('is left to the terminal where several are chosen, or words go with a choice', () => {
    const boxes = asked('Which?', '❯ 1. [ ] a', '  2. [x] b', 'Enter to submit');
    expect(boxes).toMatchObject({ multiple: true, options: [{ checked: false }, { checked: true }] });
    expect(keysFor(boxes, 0)).toBeUndefined();
    const one = asked('Which?', '❯ 1. a', '  2. b', 'Enter to submit');
    expect(answerGeneral(one, { choices: [0], text: 'and more' })).toBeUndefined();
    expect(keysFor(one, 5)).toBeUndefined();
  });
});

describe('what only looks like a dialog', () => {
  it.each([
    [
      'a menu that an answer quotes above the prompt',
      ['❯ 1. Yes', '  2. No', 'Enter to select', '', '────────────', '> ', '────────────'],
    ],
    ['a list in an answer', ['1. read', '2. write', '', '────────────', '> ', '────────────']],
    ['a yes or no far above the prompt', ['Go on? [y/N] y', 'done', '', '> ']],
  ])('%s is none', (_name, lines) => {
    expect(readGeneralScreen(screenOf(lines.join('\n'), { cursor: '-1,-1' })).state).toBe('idle');
  });
});
