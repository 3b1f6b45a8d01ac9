import { describe, expect, it } from 'vitest';
import { readOpencodeScreen } from '../../../../src/core/agents/opencode/opencode-screen.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { expectReading, type Recorded, screenOf } from '../recorded.ts';
import { opencodeScreen, openQuestion, read, recordedOpencode } from './opencode-recorded.ts';

function expectAsRecorded(row: Recorded, screen: Screen): void {
  expectReading(readOpencodeScreen(screen), row);
}

describe('every recorded screen of OpenCode is read as a person would', () => {
  it.each(recordedOpencode)('$file is $state $detail', row => {
    expectAsRecorded(row, opencodeScreen(row.file.replace('.txt', '')));
  });

  const old = ['100x30-permission-shell', '100x30-error-400', '100x30-question', '100x30-retry-500'];
  it('each is the same below old panels, errors and retries', () => {
    const above = [...old.flatMap(name => opencodeScreen(name).lines), ''];
    for (const row of recordedOpencode) {
      const screen = opencodeScreen(row.file.replace('.txt', ''));
      // A sidebar or a window stands beside or over the whole height.
      if (screen.width > 120 || row.detail === 'dialog' || /idle-empty|typed/.test(row.file)) continue;
      const lines = [...above, ...screen.lines];
      expectAsRecorded(row, { ...screen, lines, cursorY: screen.cursorY + above.length });
    }
  });

  const wide = recordedOpencode.filter(row => row.width > 120);
  it('each is the same without its sidebar', () => {
    for (const row of wide) {
      const screen = opencodeScreen(row.file.replace('.txt', ''));
      const lines = screen.lines.map(line => line.slice(0, screen.width - 44).trimEnd());
      expectAsRecorded(row, { ...screen, lines });
    }
  });
});

describe('what a reading says in words', () => {
  it.each([
    ['retry-429-w100', 'retrying, attempt 1: Rate limit reached for requests. Please try again in 20s.'],
    ['60x20-quota', 'retrying, attempt 2: You exceeded your current quota (fake).'],
    ['working-tool-w100', 'sleep 12 && echo slept'],
    ['reply-think-w100', 'What about the third? scn-think-9'],
    ['200x50-subagent', 'General Task — Count the files'],
    ['60x20-interrupted', 'interrupted'],
    ['200x50-error-400', 'Invalid request (fake).'],
    ['100x30-done', 'Done. The tool returned: created'],
    ['approve-edit-w100', 'Edit hello.txt'],
    ['40x24-permission-shell', 'Shell: touch made-mwow6kr3.txt && echo created'],
    ['60x20-prose', 'Should I use a double jump or a wall climb for the power-up?'],
  ])('%s: %s', (name, summary) => {
    expect(read(name).summary).toBe(summary);
  });

  it.each([
    ['typed-w100', 'some text typed'],
    ['60x20-draft', 'line one\nline two'],
    ['idle-empty-w100', ''],
    ['100x30-slash-menu', '/mo'],
    ['100x30-shell-mode', 'ls'],
    ['110x36-help-working', 'Help'],
    ['approve-edit-w100', undefined],
  ])('%s has the draft %j', (name, draft) => {
    expect(read(name).draft).toBe(draft);
  });
});

describe('what is asked', () => {
  it('a permission gives the tool, the whole command and the buttons, at any width', () => {
    const [first, ...others] = ['100x30', '40x24', '60x20', '80x24', '160x45', '200x50'].map(size =>
      openQuestion(`${size}-permission-shell`),
    );
    expect(first).toMatchObject({ kind: 'permission', header: 'Shell', numbered: false });
    expect(first?.body).toBe('touch made-mwow6kr3.txt && echo created');
    expect(first?.options.map(option => option.label)).toEqual(['Allow once', 'Allow always', 'Reject']);
    for (const other of others) expect(other).toEqual(first);
  });

  it('an edit gives its diff', () => {
    expect(openQuestion('approve-edit-w100').body).toBe('1 - hello\n1 + hello world');
    expect(openQuestion('200x50-permission-edit').body).toBe('1 + hello\n2 + world');
  });

  it('a question gives its options with descriptions, and which one takes own words', () => {
    const { text, options, freeText, selected } = openQuestion('question-w100');
    expect([text, freeText, selected]).toEqual(['Which database should we use?', 3, undefined]);
    expect(options[1]).toEqual({ label: 'PostgreSQL', description: 'Full server' });
  });

  it('several answers give their boxes', () => {
    const ticked = openQuestion('60x20-several-ticked');
    expect(ticked.options.map(option => option.checked)).toEqual([true, false, true, false]);
    expect(ticked).toMatchObject({ multiple: true, header: 'Platforms  Licence' });
  });

  it('the review of several questions gives the answers', () => {
    const { body, options } = openQuestion('200x50-several-confirm');
    expect(body).toBe('Platforms: Linux, Windows\nLicence: Apache-2.0');
    expect(options.map(option => option.label)).toEqual(['Submit', 'Dismiss']);
  });

  it('an open text field is told by the lines below its option', () => {
    expect(openQuestion('100x30-question-own-words').selected).toBe(3);
    expect(openQuestion('100x30-question-own-words-typed').options[3]?.description).toBe('Fly high');
    expect(openQuestion('100x30-question-own-words-left').selected).toBeUndefined();
  });

  it('a cursor left standing beside the hints opens no text field', () => {
    const screen = opencodeScreen('200x50-several-first');
    const reading = readOpencodeScreen({ ...screen, cursorX: 48, cursorY: 47 });
    expect(reading.question?.selected).toBeUndefined();
  });
});

describe('quotations and other traps do not fool it', () => {
  const composer = [
    '  ┃',
    '  ┃',
    '  ┃',
    '  ┃  Build · Some Model',
    `  ╹${'▀'.repeat(76)}`,
    '   /p   ctrl+p commands',
  ];
  const turn = (said: readonly string[], end = '▣  Build · Some Model · 1m 2s') =>
    readOpencodeScreen(
      screenOf(
        [
          '  ┃',
          '  ┃  go',
          '  ┃',
          '',
          ...said.map(line => `     ${line}`),
          '',
          `     ${end}`,
          '',
          ...composer,
        ].join('\n'),
      ),
    );

  it.each([
    [['△ Permission required', '  # Shell command', '', 'Allow once   Allow always   Reject']],
    [['The footer shows esc interrupt while it works.']],
    [['It said [retrying in 3s attempt #2] and went on.']],
    [['│ Do you want to proceed? (y/n)']],
    [['Continue  opencode -s ses_1']],
  ])('%j is a finished turn', said => {
    expect(turn(said).state).toBe('completed');
  });

  it('a prompt that was interrupted before any answer is no error', () => {
    const lines = ['  ┃', '  ┃  fix the error', '  ┃', '', '     ▣  Build · Some Model', '', ...composer];
    expect(readOpencodeScreen(screenOf(lines.join('\n'))).state).toBe('idle');
  });

  it('a passing notice beside an error is no part of it', () => {
    const notice = `  ┃  No such model.${' '.repeat(30)}┃  No such model.  ┃`;
    const lines = [
      '  ┃',
      '  ┃  go',
      '  ┃',
      '',
      '  ┃',
      notice,
      '  ┃',
      '',
      '     ▣  Build · M',
      '',
      ...composer,
    ];
    expect(readOpencodeScreen(screenOf(lines.join('\n'))).summary).toBe('No such model.');
  });

  it('an error behind an answer is one; about a limit it says so', () => {
    const error = ['  ┃', '  ┃  Usage limit reached. Resets at 3pm.', '  ┃'];
    const lines = [
      '  ┃',
      '  ┃  go',
      '  ┃',
      '',
      '     I start.',
      '',
      ...error,
      '',
      '     ▣  Build · M',
      '',
      ...composer,
    ];
    expect(readOpencodeScreen(screenOf(lines.join('\n')))).toMatchObject({
      state: 'failed',
      waitingFor: 'limit',
      summary: 'Usage limit reached. Resets at 3pm.',
    });
  });

  it('a window that the person opened does not stop the work, but nobody is to type into it', () => {
    const screen = opencodeScreen('100x30-palette');
    const lines = screen.lines.map(line => line.replace('/home/me/samples/proj', '⬝⬝⬝■■■■■  esc interrupt'));
    expect(readOpencodeScreen({ ...screen, lines })).toMatchObject({ state: 'working', draft: 'Commands' });
  });

  it('a window about a limit needs the person', () => {
    const screen = opencodeScreen('100x30-palette');
    const lines = screen.lines.map(line => line.replace('Commands     ', 'Limit reached'));
    expect(readOpencodeScreen({ ...screen, lines })).toMatchObject({
      state: 'needs-input',
      waitingFor: 'dialog',
    });
  });

  it('an empty screen says nothing', () => {
    expect(readOpencodeScreen(screenOf('')).state).toBe('unknown');
  });
});
