import { describe, expect, it } from 'vitest';
import { readCodexScreen } from '../../../../src/core/agents/codex/codex-screen.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { expectReading, type Recorded, screenOf } from '../recorded.ts';
import { codexRecorded, codexScreen, readCodex } from './codex-recorded.ts';

function expectAsRecorded(row: Recorded, screen: Screen): void {
  expectReading(readCodexScreen(screen), row);
}

function shifted(screen: Screen, lines: readonly string[]): Screen {
  return { ...screen, lines, cursorY: screen.cursorY + lines.length - screen.lines.length };
}

describe('every recorded screen of Codex is read as a person would', () => {
  it.each(codexRecorded)('$file is $state $detail', row => {
    expectAsRecorded(row, codexScreen(row.file.replace('.txt', '')));
  });

  it('each is the same with lines of the terminal before it', () => {
    for (const row of codexRecorded) {
      const screen = codexScreen(row.file.replace('.txt', ''));
      expectAsRecorded(row, shifted(screen, ['$ make test', 'ok', '$ codex', ...screen.lines]));
    }
  });

  const scrolled = codexRecorded.filter(
    row => row.state !== 'exited' && !/login|trust|daemon|hooks|command/.test(row.file),
  );
  it('each is the same below old dialogs, errors and work', () => {
    const old = ['approve-shell-w100', 'error-500-w100', 'working-think-w100'].flatMap(
      name => codexScreen(name).lines,
    );
    const welcome = ['', '  >_ OpenAI Codex (v0.169.0)', '     /home/me/proj', ''];
    for (const row of scrolled) {
      const screen = codexScreen(row.file.replace('.txt', ''));
      expectAsRecorded(row, shifted(screen, [...old, ...welcome, ...screen.lines]));
    }
  });

  const tall = codexRecorded.filter(
    row => /100x30|200x50|w100/.test(row.file) && !/login|after-exit/.test(row.file),
  );
  it('each is the same when its top is out of sight', () => {
    for (const row of tall) {
      const screen = codexScreen(row.file.replace('.txt', ''));
      expectAsRecorded(row, shifted(screen, screen.lines.slice(3)));
    }
  });
});

describe('what a reading of Codex says in words', () => {
  it.each([
    ['retry-500-w100', 'retrying 1/5'],
    ['60x20-retry', 'retrying 1/5'],
    ['working-tool-w100', 'Running sleep 12 && echo slept'],
    ['working-stream-w100', 'This is a slow streaming answer,'],
    ['80x24-background', '1 background terminal running'],
    ['finished-w100', 'Hello! This is the fake model speaking.'],
    ['60x20-prose', 'Should I use a double jump or a wall climb for the power-up?'],
    ['error429-w100', 'exceeded retry limit, last status: 429 Too Many Requests'],
    ['interrupted-w100', 'interrupted'],
    ['approve-edit-w100', 'Edit: hello.txt (+1 -1)'],
    ['80x24-permission', 'Bash: touch made-mwovxq0g.txt && echo created'],
    ['trust-w100', 'Trust this folder?'],
  ])('%s: %s', (name, summary) => {
    expect(readCodex(name).summary).toBe(summary);
  });

  it('tells until when a limit holds', () => {
    const until = "You've hit your usage limit. Upgrade to Pro or try again at 3:05 PM.";
    const reading = readCodexScreen(atRest(['› go', '', `■ ${until}`]));
    expect(reading).toMatchObject({ state: 'failed', waitingFor: 'limit', summary: until });
  });

  it('takes a terminal that runs on after the turn for background work', () => {
    expect(readCodex('80x24-background')).toMatchObject({ state: 'working', inBackground: true });
  });
});

describe('the draft in the composer of Codex', () => {
  it.each([
    ['typed-w100', 'some text typed here'],
    ['bigpaste-w100', '[Pasted Content 4819 chars]'],
    ['80x24-two-lines', 'two\nlines'],
    ['80x24-slash', '/model'],
    ['idle-empty-w100', ''],
    ['80x24-stream', ''],
    ['approve-shell-w100', undefined],
    ['question-w100', undefined],
  ])('%s: %j', (name, draft) => {
    expect(readCodex(name).draft).toBe(draft);
  });
});

/** A screen with the composer below these lines. */
function atRest(
  lines: readonly string[],
  title = 'Ready | proj',
  draft = 'Ask Codex to do anything',
): Screen {
  const footer = ['', '  GPT-5.5 default · /home/me/proj', '  ← for agents · ? for shortcuts'];
  return screenOf([...lines, '', '', `› ${draft}`, ...footer].join('\n'), { title, width: 80 });
}

describe('the title of Codex', () => {
  it.each([
    ['⠼ Working | proj', 'working'],
    ['⠏ proj', 'working'],
    ['[ ! ] Action Required | proj', 'needs-input'],
    ['[ . ] Action Required | x | proj', 'needs-input'],
    ['Ready | proj', 'completed'],
    ['proj', 'completed'],
    ['', 'unknown'],
  ])('decides about an answer without its last line: %s is %s', (title, state) => {
    expect(readCodexScreen(atRest(['› go', '', '• So far so'], title)).state).toBe(state);
  });

  it('is not needed where the screen tells that a turn has ended', () => {
    const ended = ['› go', '', '• Done.', '', '  Worked for 1m 12s • 08:43'];
    expect(readCodexScreen(atRest(ended, '')).state).toBe('completed');
  });
});

describe('Codex without animations', () => {
  const status = 'Working (1m 3s • esc to interrupt) · 1 background terminal running';

  it.each([
    [['› go', '', status]],
    [['› go', '', `• ${'So far so good. '.repeat(10)}`, '', status]],
    [['› go', '', '• Ran make', '  └ ok', '', status]],
  ])('is at work while its status stands there, without a mark: %j', lines => {
    expect(readCodexScreen(atRest(lines, 'proj'))).toMatchObject({
      state: 'working',
      rule: 'codex.screen.working',
    });
  });

  it('is not at work when its status is quoted', () => {
    const ended = ['› go', '', `• ${status}`, `  ${status}`, '', '  Worked for 3s • 08:43'];
    expect(readCodexScreen(atRest(ended, 'proj')).state).toBe('completed');
  });
});

describe('quotations do not fool it about Codex', () => {
  const dialog = [
    '  Would you like to run the following command?',
    '',
    '  › 1. Yes, proceed (y)',
    '    2. No, and tell Codex what to do differently (esc)',
    '',
    '  Press enter to confirm or esc to cancel',
  ];
  const end = ['', '  Worked for 3s • 08:43'];

  it.each([
    [['• The dialog was:', '', ...dialog, ...end]],
    [['• It showed "■ exceeded retry limit" and then it worked.', ...end]],
    [['• The line is Working (3s • esc to interrupt) while it works.', ...end]],
    [['• Working (3s • esc to interrupt)', '', '  is what it shows.', ...end]],
    [['• Do you want to proceed? was what it asked.', ...end]],
    [['• Result', '', '  > Do you want to proceed? (y/n)', ...end]],
    [['• To continue this session, run codex resume x', ...end]],
  ])('%j is a finished turn', said => {
    expect(readCodexScreen(atRest(['› go', '', ...said])).state).toBe('completed');
  });

  it('a dialog that a person pasted into the composer is a draft', () => {
    const draft = dialog.map(line => line.trim()).join('\n  ');
    const reading = readCodexScreen(atRest([...'› go,,• Done.'.split(','), ...end], 'Ready | proj', draft));
    expect([reading.state, reading.draft?.split('\n')[0]]).toEqual(['completed', dialog[0]?.trim()]);
  });

  it('an error of an earlier turn is history', () => {
    expect(
      readCodexScreen(atRest(['› go', '', '■ stream error', '', '› again', '', '• Fine.', ...end])).state,
    ).toBe('completed');
  });

  it('a status that was left in the scrollback is no work', () => {
    const old = ['• Working (3s • esc to interrupt)', '', '• Done.', ...end];
    expect(readCodexScreen(atRest(['› go', '', ...old])).state).toBe('completed');
  });

  it('a prompt that was only just sent says nothing yet', () => {
    expect(readCodexScreen(atRest(['› go'])).state).toBe('unknown');
  });
});

describe('other words of other versions of Codex', () => {
  it.each<[string, readonly string[], string]>([
    ['a rule around the end of a turn', ['• Done.', '', '─ Worked for 1m 02s ─────────────'], 'completed'],
    ['another verb of work', ['◦ Inspecting the parser (1m 3s • esc to interrupt)'], 'working'],
    ['an hour of work', ['• Working (1h 02m 03s • esc to interrupt)'], 'working'],
    ['retries with words', ['• Reconnecting... 2/5 (3s • esc to interrupt)'], 'working'],
    ['a broken stream', ['■ stream disconnected before completion: error sending request'], 'failed'],
    ['a usage limit', ["■ You've hit your usage limit. Try again in 3 days."], 'failed'],
    ['an interrupted turn', ['■ Conversation interrupted - tell the model what to do differently.'], 'idle'],
  ])('%s', (_title, lines, state) => {
    expect(readCodexScreen(atRest(['› go', '', ...lines], 'proj')).state).toBe(state);
  });

  it('reads a dialog of which it knows neither words nor keys by its choices', () => {
    const dialog = ['• Hello', '', '', '  Approaching rate limits', '  Switch to a smaller model?', ''];
    const choices = [
      '› 1. Switch',
      '  2. Keep current model',
      '',
      '  Press enter to confirm or esc to go back',
    ];
    expect(readCodexScreen(screenOf([...dialog, ...choices].join('\n')))).toMatchObject({
      state: 'needs-input',
      waitingFor: 'dialog',
      question: {
        header: 'Approaching rate limits',
        options: [{ label: 'Switch' }, { label: 'Keep current model' }],
      },
    });
  });
});
