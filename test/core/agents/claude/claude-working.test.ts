import { describe, expect, it } from 'vitest';
import { readClaudeScreen } from '../../../../src/core/agents/claude/claude-screen.ts';
import { read, screenOf } from '../recorded.ts';

const rule = '─'.repeat(80);
const ended = '✻ Baked for 3s · done 8:38 AM';
const mode = '  ⏸ manual mode on · ? for shortcuts';

/** Claude Code with these lines above its composer and these below it. */
function readBetween(said: readonly string[], footer: readonly string[] = [mode]) {
  return readClaudeScreen(screenOf(['❯ hi', '', ...said, '', rule, '❯ ', rule, ...footer].join('\n')));
}

describe('a status line of the person’s own', () => {
  const own = [
    ['  opus · esc to interrupt · main'],
    ['  esc to interrupt'],
    ['  ⏸ paused · esc to interrupt'],
    ['  opus', '  press esc to interrupt at any time', '  $ 0.12'],
    ['  ── main ──', '  esc to…'],
    ['  Do you want to proceed?', '  ❯ 1. Yes', '    2. No'],
    ['  ✽ Brewing… (5s · ↓ 14 tokens)'],
  ];

  it.each(own)('%j does not hold a finished turn', (...lines) => {
    expect(readBetween(['● Done.', '', ended], [...lines, mode]).state).toBe('completed');
  });

  it.each(own)('%j does not hold a turn of which nothing is said at its end', (...lines) => {
    expect(readBetween(['● Done.'], [...lines, mode]).state).toBe('completed');
  });

  it.each(own)('%j does not hide that a turn goes on', (...lines) => {
    const footer = [...lines, '  ⏸ manual mode on · esc to interrupt'];
    expect(readBetween(['● So far so'], footer).state).toBe('working');
  });
});

describe('the status above the composer', () => {
  it.each([
    '● Herding… (38s · ↓ 187 tokens)',
    '● Herding… (1m 2s · ↑ 1.2k tokens · esc to interrupt)',
    '● Herding… (2h 0m 5s)',
    '◐ Herding cats: all of them!… (38s · ↓ 187 tokens)',
    '⠼ Überlegen… (esc to interrupt · 3s)',
    '+ 考えています… (3s · ↓ 9 tokens)',
    '✺ Herding… (running Stop hook · 0s · ↓ 22 tokens)',
    '✻ Waiting for API response · will retry in 5s · check your network',
    '✻ Servers are busy · next try in 12s · attempt 2 · esc to interrupt',
  ])('%s is work', status => {
    expect(readBetween(['● So far so good.', '', status]).state).toBe('working');
  });

  it('is work where a narrow terminal wraps it', () => {
    expect(readBetween(['● Herding cats… (1m', '  38s · ↓ 187 tokens)']).state).toBe('working');
  });

  it('tells what is done, and nothing of the wait', () => {
    expect(readBetween(['● So far so good.', '', '● Herding… (38s · ↓ 187 tokens)']).summary).toBe(
      'So far so good.',
    );
  });

  it.each([
    ['● It printed ● Herding… (38s · ↓ 187 tokens)', '', ended],
    ['● Herding… (38s · ↓ 187 tokens)', '', ended],
    ['● The status was:', '', '  ● Herding… (38s · ↓ 187 tokens)', '', ended],
    ['● Well…', '', ended],
    ['● I waited (38s).'],
    ['● Bash(sleep 5 && echo…)', '  ⎿  slept', '', '● It slept (5s).'],
  ])('that is quoted is none: %j', (...said) => {
    expect(readBetween(said).state).toBe('completed');
  });
});

describe('a usage limit', () => {
  it('is told with the menu that asks what to do', () => {
    const reading = read('usage-limit-options');
    expect(reading).toMatchObject({
      state: 'needs-input',
      waitingFor: 'limit',
      question: { kind: 'dialog' },
    });
    expect(reading.summary).toBe("You've hit your 5-hour limit · resets 7:16pm (UTC)");
    expect(reading.question?.text).toBe(`${reading.summary}. What do you want to do?`);
    expect(reading.question?.options.map(({ label }) => label)).toContain('Upgrade your plan');
  });

  it('is known by its menu alone', () => {
    const menu = [
      '  What do you want to do?',
      '',
      '  ❯ 1. Stop and wait for limit to reset',
      '    2. Upgrade your plan',
    ];
    const lines = ['▔'.repeat(80), ...menu, '', '  Enter to confirm · Esc to cancel'];
    const reading = readClaudeScreen(screenOf(lines.join('\n')));
    expect(reading).toMatchObject({
      waitingFor: 'limit',
      summary: 'Usage limit reached. What do you want to do?',
    });
  });

  it('that is waited for says until when', () => {
    expect(read('usage-limit').summary).toBe('Usage limit reached · continuing automatically at 7:16pm');
    expect(read('40x24-vim-limit-wait').summary).toBe(
      'Usage limit reached · continuing automatically at 7:57pm',
    );
  });

  it('of an earlier turn is history', () => {
    const said = ['  ⎿  You’ve hit your limit', '', '❯ again', '', '● Fine now.'];
    expect(readBetween(said).state).toBe('completed');
  });
});
