import { describe, expect, it } from 'vitest';
import { isSameQuestion } from '../../../../src/core/question/question.ts';
import { read, recorded } from '../recorded.ts';

const question = (file: string) => read(file).question;
const labels = (file: string) => question(file)?.options.map(option => option.label);

describe('a permission', () => {
  it('tells the tool, the command first, and what is said about it', () => {
    expect(question('permission-bash')).toMatchObject({
      header: 'Bash command',
      text: 'Do you want to proceed?',
      body: [
        'touch /home/me/sample/proj/marker-$RANDOM && mkdir -p made && curl -s http://127.0.0.1:1/',
        'Create marker file and poke a URL',
        "A variable in this command can't be checked before it runs",
      ].join('\n'),
      selected: 0,
      freeText: 2,
    });
  });

  it('tells the file and the changes of an edit, at any width', () => {
    const body = 'base.txt\n1  one\n2 -two\n2 +TWO and more\n3  three';
    expect(question('40x24-permission-edit')).toMatchObject({ header: 'Edit file', body });
    expect(question('100x40-permission-edit')).toMatchObject({ header: 'Edit file', body });
  });

  it('joins options that are wrapped', () => {
    expect(labels('40x24-permission-edit')).toEqual([
      'Yes',
      'Yes, and switch to accept edits (auto-approve file edits and common file commands) for this session (shift+tab)',
      'No',
    ]);
  });

  it('reads options without numbers, and the one under the cursor', () => {
    expect(question('permission-agent-classifier-down')).toMatchObject({
      body: expect.stringContaining('Agent(Count files)'),
      options: [{ label: 'No' }, { label: 'Yes' }],
      selected: 0,
      numbered: false,
    });
  });

  it('is read in older versions too', () => {
    expect(question('v197-100x30-permission')).toMatchObject({ header: 'Bash command', freeText: 2 });
    expect(question('v197-100x30-permission')?.body?.split('\n')[0]).toBe(
      'touch made-mwoufls0.txt && echo created',
    );
  });
});

describe('a question', () => {
  it('has options with descriptions, a text field, and a way to talk', () => {
    expect(question('askuserquestion')).toEqual({
      kind: 'question',
      header: 'Jump style',
      text: 'Which jump style should the player have?',
      options: [
        { label: 'Double jump', description: 'A second jump while in the air' },
        { label: 'Wall climb', description: 'Stick to walls and climb' },
        { label: 'Glide', description: 'Slow fall with a cape' },
        { label: 'Type something.' },
        { label: 'Chat about this' },
      ],
      selected: 0,
      numbered: true,
      freeText: 3,
    });
  });

  it.each(['40x24-question-wrapped', '100x40-question-wrapped'])('joins wrapped words in %s', file => {
    expect(question(file)?.text).toMatch(/^Which of the two rather .* first milestone of this project\?$/);
    expect(question(file)?.options[0]).toEqual({
      label:
        'Keep the existing storage layer but wrap every call in a transaction that is retried on conflict',
      description:
        'Little work now, but every caller has to be ready for the retries that may come at any time of the day',
    });
  });

  it.each(['60x20-several-ticked', 'v197-100x30-several-ticked'])(
    'with several answers tells what is ticked: %s',
    file => {
      expect(question(file)).toMatchObject({
        multiple: true,
        freeText: 3,
        text: 'Which platforms should be built?',
      });
      expect(question(file)?.options[0]).toEqual({
        label: 'Linux',
        description: 'x64 and arm64',
        checked: true,
      });
      expect(question(file)?.options[1]).toEqual({
        label: 'macOS',
        description: 'Universal',
        checked: false,
      });
    },
  );

  it('ends with a review of the answers', () => {
    expect(question('60x20-several-review')).toMatchObject({
      text: 'Review your answers',
      body: expect.stringContaining('→ MIT'),
    });
    expect(labels('60x20-several-review')).toEqual(['Submit answers', 'Cancel']);
  });

  it('knows its text field while words of a person stand in it', () => {
    expect(question('60x20-own-words')).toMatchObject({ freeText: 3, selected: 3 });
    expect(question('60x20-own-words')?.options[3]).toEqual({
      label: 'Type something.',
      description: 'CockroachDB please',
    });
    expect(question('100x40-many-own-words')).toMatchObject({ freeText: 3, selected: 3 });
  });

  it('at the end of a finished turn is the last sentence, with or without a list of answers', () => {
    const text = 'Should I use a double jump or a wall climb for the power-up?';
    expect(question('done-with-question')).toEqual({ kind: 'prose', text, options: [] });
    expect(question('60x20-prose')).toEqual({ kind: 'prose', text, options: [] });
    expect(question('100x40-prose-with-list')?.text).toBe('Which one do you want?');
  });
});

describe('a plan', () => {
  it.each(['plan-approval', '100x30-plan'])('is given as it stands on the screen: %s', file => {
    expect(question(file)).toMatchObject({
      body: 'Plan\n\n1. Read the physics module\n2. Add a double jump\n3. Write tests',
      options: [
        { label: 'Yes, and use auto mode' },
        { label: 'Yes, manually approve edits' },
        { label: 'Tell Claude what to change' },
      ],
      freeText: 2,
    });
  });

  it('is given as far as a small screen shows it', () => {
    expect(question('60x20-plan')?.body).toBe('Plan\n\n1. Read the physics module\n2. Add a double jump');
  });
});

describe('words typed into a dialog do not make it another question', () => {
  it.each([
    ['100x30-plan-feedback', '100x30-plan'],
    ['100x40-many-own-words', '100x40-many-button'],
  ])('%s', (typed, other) => {
    expect(isSameQuestion(question(typed), question(other))).toBe(true);
  });
});

describe('other dialogs', () => {
  it('the trust dialog has two options without numbers', () => {
    expect(question('60x20-trust')).toMatchObject({
      kind: 'dialog',
      header: 'Accessing workspace',
      text: 'Is this a project you created or one you trust?',
      options: [{ label: 'No, exit' }, { label: 'Yes, I trust this folder' }],
      selected: 0,
      numbered: false,
    });
    expect(question('80x24-trust-down')?.selected).toBe(1);
  });

  it('what stands beside an option describes it', () => {
    expect(question('worktree-exit')?.options[1]).toEqual({
      label: 'Remove worktree',
      description: 'Clean up the worktree directory.',
    });
  });

  it('every question has a text, and its cursor is on one of its options', () => {
    for (const { file } of recorded) {
      const asked = question(file.replace('.txt', ''));
      if (!asked) continue;
      expect([file, asked.text]).not.toEqual([file, '']);
      expect([file, asked.selected === undefined || asked.selected < asked.options.length]).toEqual([
        file,
        true,
      ]);
    }
  });
});
