import { describe, expect, it } from 'vitest';
import { readGeminiScreen } from '../../../../src/core/agents/gemini/gemini-screen.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { expectReading, type Recorded, screenOf } from '../recorded.ts';
import { geminiRecorded, geminiScreen, readGemini } from './gemini-recorded.ts';

function expectAsRecorded(row: Recorded, screen: Screen): void {
  expectReading(readGeminiScreen(screen), row);
}

function moved(screen: Screen, by: number, lines: readonly string[]): Screen {
  return { ...screen, lines, cursorY: screen.cursorY + by, height: lines.length };
}

describe('every recorded screen of Gemini CLI is read as a person would', () => {
  const nameOf = ({ file }: Recorded) => file.replace('.txt', '');

  it.each(geminiRecorded)('$file is $state $detail', row => {
    expectAsRecorded(row, geminiScreen(nameOf(row)));
  });

  it('each is the same without its title', () => {
    for (const row of geminiRecorded) expectAsRecorded(row, { ...geminiScreen(nameOf(row)), title: '' });
  });

  const tall = geminiRecorded.filter(row => row.width >= 100);
  it('each is the same when its top is out of sight', () => {
    for (const row of tall) {
      const screen = geminiScreen(nameOf(row));
      expectAsRecorded(row, moved(screen, -5, screen.lines.slice(5)));
    }
  });

  // One that begins in the middle of an entry cannot stand below another.
  const whole = geminiRecorded.filter(row => !/^ {2}\S/.test(geminiScreen(nameOf(row)).lines[0] ?? ''));
  it('each is the same below a screen of old dialogs, errors and prompts', () => {
    const old = ['approve-edit-w100', 'error-400-w100', 'retry-429-w100', 'trust-w100'].flatMap(
      name => geminiScreen(name).lines,
    );
    for (const row of whole) {
      const screen = geminiScreen(nameOf(row));
      expectAsRecorded(row, moved(screen, old.length, [...old, ...screen.lines]));
    }
  });

  it('each is the same without true colour, where bars are blank', () => {
    for (const row of geminiRecorded) {
      const screen = geminiScreen(nameOf(row));
      const lines = screen.lines.map(line => (/^[▄▀]{8,}$/.test(line) ? '' : line));
      expectAsRecorded(row, { ...screen, lines });
    }
  });
});

describe('what a reading of Gemini CLI says in words', () => {
  it.each([
    ['working-tool-w100', 'Shell: sleep 12 && echo slept'],
    ['100x30-queued', 'Shell: sleep 8 && echo slept'],
    ['100x30-subagent', 'generalist · Starting...'],
    ['working-stream-w100', 'This is a slow streaming answer, sentence after'],
    ['working-think-w100', 'scn-think-8'],
    ['finished-tool-w100', 'All done. The requested step is complete.'],
    ['error-400-w100', 'API Error: 400 Invalid request: test'],
    ['approve-shell-w100', 'Shell: touch /home/me/samples/proj/made-by-agent.txt && echo created'],
    ['approve-edit-w100', 'Edit: hello.txt: hello => hello world'],
    ['60x20-question', 'Should I use a double jump or a wall climb for the power-up?'],
    ['quota-dialog-w100', 'Usage limit reached for gemini-3.8-flash.'],
    ['interrupted-w100', 'interrupted'],
    ['100x30-trust-after', 'restarting'],
    ['160x50-resized', 'Hello! This is the fake model speaking.'],
  ])('%s: %s', (name, summary) => {
    expect(readGemini(name).summary).toBe(summary);
  });

  it('counts retries where they are shown', () => {
    const screen = geminiScreen('retry-429-w100');
    const lines = screen.lines.map(line =>
      line.replace('Thinking...', 'Trying to reach gemini-3 (Attempt 3/10)'),
    );
    expect(readGeminiScreen({ ...screen, lines })).toMatchObject({
      state: 'working',
      summary: 'retrying 3/10',
    });
  });

  it('shows the subject of a thought', () => {
    const screen = geminiScreen('working-think-w100');
    const lines = screen.lines.map(line => line.replace('Thinking...', 'Reading the parser'));
    expect(readGeminiScreen({ ...screen, lines }).summary).toBe('Reading the parser');
  });

  it('says until when a limit lasts', () => {
    const screen = geminiScreen('quota-dialog-w100');
    const lines = screen.lines.map(line =>
      line.includes('/stats') ? `${'│ Access resets at 8:15 PM PST.'.padEnd(99)}│` : line,
    );
    expect(readGeminiScreen({ ...screen, lines }).summary).toBe(
      'Usage limit reached for gemini-3.8-flash. Access resets at 8:15 PM PST.',
    );
  });
});

describe("the draft in Gemini CLI's composer", () => {
  it.each([
    ['typed-w100', 'some text typed here'],
    ['100x30-draft-two-lines', 'line one\nline two and more'],
    ['100x30-draft-pasted', '[Pasted Text: 12 lines]'],
    ['100x30-slash', '/'],
    ['100x30-bang', ''],
    ['idle-empty-w100', ''],
    ['working-stream-w100', ''],
    ['approve-shell-w100', undefined],
  ])('%s: %j', (name, draft) => {
    expect(readGemini(name).draft).toBe(draft);
  });

  it('is empty with the words of another version in it, as the cursor stands before them', () => {
    const screen = geminiScreen('finished-w100');
    const lines = screen.lines.map(line =>
      line.replace('Type your message or @path/to/file', 'Ask anything'),
    );
    expect(readGeminiScreen({ ...screen, lines }).draft).toBe('');
  });
});

const bar = ['▄'.repeat(80), '▀'.repeat(80)] as const;
const prompt = (text: string) => [bar[0], ` > ${text}`, bar[1]];
const composer = (status = '') => [
  '',
  status,
  '─'.repeat(80),
  ' Shift+Tab to accept edits',
  ...prompt('  Type your message or @path/to/file'),
  ' workspace (/directory)                    sandbox                       /model',
];

function says(said: readonly string[], { status = '', title = '◇  Ready (p)' } = {}) {
  return readGeminiScreen(screenOf([...prompt('hi'), ...said, ...composer(status)].join('\n'), { title }));
}

describe('quotations and old lines do not fool Gemini CLI', () => {
  it.each([
    [
      [
        '✦ It asked: Allow execution of [Shell]?',
        '',
        '  ● 1. Allow once',
        '    2. No, suggest changes (esc)',
      ],
    ],
    [['✦ The box was:', '', '  ╭────────╮', '  │ ● 1. Allow once │', '  ╰────────╯']],
    [['✦ It said ✕ [API Error: 500] and then it worked.']],
    [['✦ The line shows ⠋ Thinking... (esc to cancel, 3s)']],
    [['✦ ℹ Request cancelled. is what Esc prints']],
    [['✦ Result', '', '  > Do you want to proceed?']],
    [['✦ To resume this session: gemini --resume x']],
    [['✕ [API Error: x]', ...prompt('again'), '✦ Fine now.']],
    [['ℹ Request cancelled.', ...prompt('again'), '✦ Fine now.']],
  ])('%j is a finished turn', said => {
    expect(says(said).state).toBe('completed');
  });

  it('a tool that prints a dialog is still running', () => {
    const box = ['╭──────────────╮', '│ ⊷  Shell cat x', '│ ● 1. Allow once', '╰──────────────╯'];
    expect(says(['✦ Look.', '', ...box], { status: ' ⠋ Thinking... (esc to cancel, 3s)' }).state).toBe(
      'working',
    );
  });

  it('a cancelled turn is interrupted, also with its tool below', () => {
    const box = ['╭──────────────╮', '│ -  Shell sleep 9', '╰──────────────╯'];
    expect(says(['✦ I wait.', '', 'ℹ Request cancelled.', '', ...box])).toMatchObject({ state: 'idle' });
  });
});

describe('the title of Gemini CLI', () => {
  it('tells that it works while the screen does not say so', () => {
    expect(says([], { title: '✦  Working… (p)' }).state).toBe('working');
    expect(says(['✦ So far.'], { title: '⏲  Working… (p)' }).state).toBe('working');
  });

  it('does not make a silent command a question', () => {
    const status = ' ⠋ Thinking... (esc to cancel, 40s)';
    expect(says(['✦ I wait.'], { status, title: '✋  Action Required (p)' }).state).toBe('working');
  });

  it('tells of a dialog that has no known form, but idle is never read from it', () => {
    const unknown = (title: string) => readGeminiScreen(screenOf('something else', { title }));
    expect(unknown('✋  Action Required (p)')).toMatchObject({ state: 'needs-input', waitingFor: 'dialog' });
    expect(unknown('◇  Ready (p)').state).toBe('unknown');
  });

  it('a prompt that was only just sent says nothing without it', () => {
    expect(says([], { title: '' })).toMatchObject({ state: 'unknown', rule: 'gemini.screen.submitted' });
  });
});

describe('limits and errors of Gemini CLI', () => {
  it.each([
    ['✕ [API Error: You have exhausted your daily quota on this model.]', 'limit'],
    ['✕ [API Error: {"error":{"code":429,"message":"Too many requests"}}]', 'limit'],
    ['✕ [API Error: {"error":{"code":500,"message":"Internal"}}]', undefined],
    ['✕ Error: connection reset', undefined],
  ])('%s', (line, limit) => {
    const reading = says([line, '', 'ℹ This request failed. Press F12 for diagnostics.']);
    expect([reading.state, reading.waitingFor]).toEqual(['failed', limit]);
  });
});
