import { describe, expect, it } from 'vitest';
import { readGeminiScreen } from '../../../../src/core/agents/gemini/gemini-screen.ts';
import { screenOf } from '../recorded.ts';
import { geminiRecorded, geminiScreen, readGemini } from './gemini-recorded.ts';

const question = (name: string) => readGemini(name).question;

function framed(lines: readonly string[], width = 80) {
  const inside = lines.map(line => `│ ${line.padEnd(width - 4)} │`);
  const text = [`╭${'─'.repeat(width - 2)}╮`, ...inside, `╰${'─'.repeat(width - 2)}╯`].join('\n');
  return readGeminiScreen(screenOf(text, { width, title: '✋  Action Required (p)' })).question;
}

describe('permissions of Gemini CLI', () => {
  it('name the tool and give the command', () => {
    expect(question('approve-shell-w100')).toEqual({
      kind: 'permission',
      text: 'Allow execution of [Shell]?',
      header: 'Shell',
      body: 'touch /home/me/samples/proj/made-by-agent.txt && echo created',
      options: [
        { label: 'Allow once' },
        { label: 'Allow for this session' },
        { label: 'No, suggest changes (esc)' },
      ],
      selected: 0,
      numbered: true,
    });
  });

  it('give the file and its diff', () => {
    expect(question('approve-edit-w100')).toMatchObject({
      text: 'Apply this change?',
      header: 'Edit',
      body: 'hello.txt: hello => hello world\n1 - hello\n1 + hello world',
    });
  });

  it('give what else is said, and a diff with a numbered list in it', () => {
    const box = ['╭──────────╮', '│ 1. one   │', '│ 2. two   │', '╰──────────╯'];
    const asked = framed([
      '? Shell  cat a > b                                                    1 of 2',
      ...box,
      'Allow execution of [Shell]?',
      'Redirection detected. To auto-accept, press Shift+Tab',
      '',
      '● 1. Allow once',
      '  2. No, suggest changes (esc)',
    ]);
    expect(asked).toMatchObject({ text: 'Allow execution of [Shell]?', header: 'Shell', selected: 0 });
    expect(asked?.body).toBe(
      'cat a > b\n1. one\n2. two\nRedirection detected. To auto-accept, press Shift+Tab',
    );
    expect(asked?.options).toHaveLength(2);
  });

  it('of a server give its tool', () => {
    const asked = framed([
      '? issue_create  (github MCP Server)',
      'MCP Server: github',
      'Tool: issue_create',
      '',
      'Allow execution of MCP tool "issue_create" from server "github"?',
      '',
      '● 1. Allow once',
      '  2. Allow tool for this session',
      '  3. No, suggest changes (esc)',
    ]);
    expect(asked).toMatchObject({ kind: 'permission', header: 'issue_create' });
    expect(asked?.text).toBe('Allow execution of MCP tool "issue_create" from server "github"?');
    expect(asked?.body).toContain('MCP Server: github');
  });
});

describe('questions of Gemini CLI', () => {
  it('have described options and a last one for own words, also when it is out of sight', () => {
    expect(question('question-w100')).toEqual({
      kind: 'question',
      text: 'Which database should we use?',
      options: [
        { label: 'SQLite', description: 'Single file, no server' },
        { label: 'PostgreSQL', description: 'Full server' },
        { label: 'MySQL', description: 'Another server' },
        { label: 'Enter a custom value' },
      ],
      selected: 0,
      numbered: true,
      freeText: 3,
    });
  });

  it('with several answers show what is ticked', () => {
    const asked = question('100x30-several-1');
    expect(asked).toMatchObject({ header: '☒ Platforms  ☐ Licence', multiple: true, freeText: 3 });
    expect(asked?.text).toBe('Which platforms should be built?');
    expect(asked?.options.map(option => option.checked)).toEqual([true, false, false, false]);
  });

  it('keep the place of what was scrolled out of sight', () => {
    const asked = question('100x30-several-up');
    expect(asked?.options.map(option => option.label)).toEqual([
      ...['…', '…', '…'],
      'All of the above',
      'Enter a custom value',
    ]);
    expect(asked).not.toHaveProperty('selected');
  });

  it('end with a review of the answers', () => {
    expect(question('100x30-several-review')).toMatchObject({
      text: 'Review your answers:',
      body: expect.stringContaining('Licence → Apache-2.0'),
      options: [{ label: 'Submit' }],
    });
  });

  it('without options take words', () => {
    const asked = framed([
      'Answer Questions',
      '',
      'What is its name?',
      '',
      '> Enter your response',
      '',
      'Enter to submit · Esc to cancel',
    ]);
    expect(asked).toMatchObject({ kind: 'question', text: 'What is its name?', freeText: 0 });
  });

  it('with long words are read across lines', () => {
    const asked = framed(
      [
        'Answer Questions',
        '',
        'Which of these?',
        '',
        '● 1.  The first of the very',
        '      long labels',
        '      What it means',
        '  2.  Enter a custom value',
        '',
        'Enter to select · ↑/↓ to',
        'navigate · Esc to cancel',
      ],
      34,
    );
    expect(asked?.options[0]).toEqual({
      label: 'The first of the very long labels',
      description: 'What it means',
    });
  });
});

describe('plans and other dialogs of Gemini CLI', () => {
  it('a plan is given in full, its feedback is an option', () => {
    const asked = question('100x30-plan');
    expect(asked).toMatchObject({ kind: 'plan', text: 'Ready to start implementation?', freeText: 2 });
    expect(asked?.body).toBe('Plan\n\n 1. Read the physics module\n 2. Add a double jump\n 3. Write tests');
    expect(asked?.options).toHaveLength(3);
  });

  it('words being typed leave the question the same', () => {
    const labels = (name: string) => question(name)?.options.map(option => option.label);
    expect(labels('100x30-plan-typed')).toEqual(labels('100x30-plan'));
  });

  it('trust, login and limits are dialogs', () => {
    expect(question('trust-w100')).toMatchObject({
      text: 'Do you trust the files in this folder?',
      selected: 0,
    });
    expect(question('login-w100')?.options.map(option => option.label)).toEqual([
      'Sign in with Google',
      'Use Gemini API Key',
      'Vertex AI',
    ]);
    expect(question('quota-dialog-w100')?.options).toHaveLength(2);
  });

  it('a login that waits for the browser has no options', () => {
    const asked = framed(['⠋ Waiting for authentication... (Press Esc or Ctrl+C to cancel)']);
    expect(asked).toMatchObject({ kind: 'dialog', options: [] });
  });

  it('every question has a text, and its cursor is on one of its options', () => {
    for (const { file } of geminiRecorded) {
      const { question: asked } = readGeminiScreen(geminiScreen(file.replace('.txt', '')));
      if (!asked) continue;
      expect([file, asked.text]).not.toEqual([file, '']);
      const isOnOption = asked.selected === undefined || asked.selected < asked.options.length;
      expect([file, isOnOption]).toEqual([file, true]);
    }
  });
});
