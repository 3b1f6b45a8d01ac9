import { describe, expect, it } from 'vitest';
import { readClaudeScreen } from '../../../../src/core/agents/claude/claude-screen.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { expectReading, type Recorded, read, recorded, recordedScreen, screenOf } from '../recorded.ts';

function expectAsRecorded(row: Recorded, screen: Screen): void {
  expectReading(readClaudeScreen(screen), row);
}

describe('every recorded screen is read as a person would', () => {
  it.each(recorded)('$file is $state $detail', row => {
    expectAsRecorded(row, recordedScreen(row.file.replace('.txt', '')));
  });

  const tall = recorded.filter(row => !/^\d+x2[04]-|^onboarding/.test(row.file));
  it('each is the same when its top is out of sight', () => {
    const top = 5;
    for (const row of tall) {
      const screen = recordedScreen(row.file.replace('.txt', ''));
      expectAsRecorded(row, { ...screen, lines: screen.lines.slice(top), cursorY: screen.cursorY - top });
    }
  });

  it('each is the same below a screen of old dialogs, errors and prompts', () => {
    const old = ['permission-bash', 'error-400', 'retrying-500'].flatMap(file => recordedScreen(file).lines);
    for (const row of recorded.filter(({ file }) => !file.startsWith('onboarding'))) {
      const screen = recordedScreen(row.file.replace('.txt', ''));
      const lines = [...old, ...screen.lines];
      expectAsRecorded(row, { ...screen, lines, cursorY: screen.cursorY + old.length });
    }
  });
});

describe('a terminal made narrower folds long lines', () => {
  const narrow = [
    'working',
    'retrying-500',
    'error-429',
    'interrupted-while-working',
    'done-plain',
    'idle',
    'working-bash',
  ];

  it.each(narrow.flatMap(file => [40, 60, 97].map(width => ({ file, width }))))(
    '$file at $width columns',
    ({ file, width }) => {
      const screen = recordedScreen(file);
      const lines = screen.lines.flatMap(line => line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? ['']);
      expect(readClaudeScreen({ ...screen, lines, width }).state).toBe(readClaudeScreen(screen).state);
    },
  );
});

describe('what a reading says in words', () => {
  it.each([
    ['retrying-500', 'retrying 4/10'],
    ['40x24-retry', 'retrying 6/10'],
    ['60x20-longrun', 'Sleeping for 5 seconds'],
    ['60x20-streaming', 'This slow answer comes one word at a time so that the'],
    ['done-plain', 'All done: the task is finished. result: three files checked, no problem found.'],
    ['error-429', 'API Error: Request rejected (429) · fake rate limit'],
    ['v197-100x30-quota', 'Credit balance too low · Add funds: https://platform.claude.com/settings/billing'],
    ['interrupted-while-working', 'interrupted'],
    [
      'permission-bash',
      'Bash: touch /home/me/sample/proj/marker-$RANDOM && mkdir -p made && curl -s http://127.0.0.1:1/',
    ],
  ])('%s: %s', (file, summary) => {
    expect(read(file).summary).toBe(summary);
  });

  it('counts background work as working', () => {
    expect(read('60x20-subagent-b')).toMatchObject({ state: 'working', inBackground: true });
    expect(read('40x24-background-shell')).toMatchObject({ state: 'working', inBackground: true });
  });
});

describe('the draft in the composer', () => {
  it.each([
    ['typed', 'hello plain'],
    ['60x20-draft-of-two-lines', 'line one\nline two'],
    ['idle', ''],
    ['ctrl-c-once', ''],
    ['80x24-queued', ''],
    ['retry-interrupted', 'retry500 now'],
    ['permission-bash', undefined],
  ])('%s: %j', (file, draft) => {
    expect(read(file).draft).toBe(draft);
  });
});

describe('quotations do not fool it', () => {
  const rule = '─'.repeat(80);
  const composer = [rule, '❯ ', rule, '  ⏸ manual mode on · ? for shortcuts'];
  const withComposer = (said: readonly string[]) =>
    readClaudeScreen(screenOf(['❯ hi', '', ...said, '', ...composer].join('\n')));

  it.each([
    [
      [
        '● The dialog was:',
        '',
        '   Do you want to proceed?',
        '   ❯ 1. Yes',
        '     2. No',
        '',
        '   Esc to cancel · Tab to amend',
      ],
    ],
    [['● It said "API Error: 500" and then it worked.']],
    [['● The footer shows esc to interrupt while it works.']],
    [['● The log says: ✻ retrying in 3s · attempt 4/10']],
    [['● Resume this session with: claude --resume x']],
  ])('%j is a finished turn', said => {
    expect(withComposer([...said, '', '✻ Baked for 3s · done 8:38 AM']).state).toBe('completed');
  });

  it('a dialog quoted in a message is none, even when the composer is out of sight', () => {
    const quoted = [
      '● It was:',
      '',
      '  Do you want to proceed?',
      '  ❯ 1. Yes',
      '    2. No',
      '',
      '  Esc to cancel',
    ];
    expect(readClaudeScreen(screenOf(quoted.join('\n'))).state).toBe('unknown');
  });

  it('a quoted question is not asked', () => {
    expect(withComposer(['● Result', '', '  ▎ Do you want to proceed?', '', '✻ Baked for 0s']).state).toBe(
      'completed',
    );
  });

  it('an error of an earlier turn is history', () => {
    expect(withComposer(['● API Error: 500 x', '', '❯ again', '', '● Fine now.']).state).toBe('completed');
  });

  it('a prompt that was only just sent says nothing yet', () => {
    expect(withComposer([]).state).toBe('unknown');
  });
});

it('reads a prompt of the history as a draft', () => {
  const screen = recordedScreen('110x36-help');
  const rule = '─'.repeat(90);
  const counted = `─── History 2/3 ${'─'.repeat(74)}`;
  const lines = [
    '✻ Cooked for 0s · done 11:05 PM',
    '',
    counted,
    '❯ run the tests',
    rule,
    '  ⏸ manual mode on',
  ];
  expect(readClaudeScreen({ ...screen, lines, cursorX: 15, cursorY: 3 }).draft).toBe('run the tests');
});
