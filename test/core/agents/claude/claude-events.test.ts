import { describe, expect, it } from 'vitest';
import { readClaudeEvent } from '../../../../src/core/agents/claude/claude-events.ts';
import { parseSessionFile } from '../../../../src/core/agents/claude/claude-session-file.ts';

function says(name: string, data: Record<string, unknown> = {}) {
  return readClaudeEvent({ name, at: 1, data });
}

const bash = { tool_name: 'Bash', tool_input: { command: 'npm  test\n--watch', description: 'Tests' } };

describe('what hooks say', () => {
  it.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
    ['a cleared conversation', 'SessionStart', { source: 'clear' }, { state: 'idle' }],
    ['a prompt', 'UserPromptSubmit', { prompt: 'x' }, { state: 'working', turn: 'begins' }],
    ['a tool', 'PreToolUse', bash, { state: 'working', summary: 'Bash: npm test --watch' }],
    [
      'a permission',
      'PermissionRequest',
      bash,
      { state: 'needs-input', waitingFor: 'permission', summary: 'Bash: npm test --watch' },
    ],
    ['a failed tool', 'PostToolUseFailure', { is_interrupt: false }, { state: 'working' }],
    ['an interrupted tool', 'PostToolUseFailure', { is_interrupt: true }, { state: 'idle', turn: 'ends' }],
    [
      'an error',
      'StopFailure',
      { error: 'server_error' },
      { state: 'failed', summary: 'API error: server_error' },
    ],
    [
      'a limit',
      'StopFailure',
      { error: 'rate_limit', last_assistant_message: 'resets 8pm' },
      { waitingFor: 'limit', summary: 'resets 8pm' },
    ],
    [
      'last words',
      'Stop',
      { last_assistant_message: 'One.\n\nTwo.' },
      { state: 'completed', summary: 'Two.', turn: 'ends' },
    ],
    [
      'a last question',
      'Stop',
      { last_assistant_message: 'I can.\n\nShall I?' },
      { state: 'needs-input', summary: 'Shall I?' },
    ],
    [
      'work in the background',
      'Stop',
      { background_tasks: [{ status: 'running' }] },
      { state: 'working', backgroundTasks: 1 },
    ],
  ])('%s', (_title, name, data, expected) => {
    expect(says(name, data)).toMatchObject(expected);
  });

  it('a start says nothing: a prompt may follow, or a resumed turn be shown', () => {
    for (const source of ['startup', 'resume', 'compact'])
      expect(says('SessionStart', { source })).toEqual({});
  });

  it('what the program sends by itself is no summary', () => {
    expect(says('UserPromptSubmit', { prompt: '<task-notification>' })?.summary).toBeUndefined();
  });

  it('a path in the session directory is short', () => {
    const data = { tool_name: 'Edit', cwd: '/home/me/p', tool_input: { file_path: '/home/me/p/src/x.ts' } };
    expect(says('PreToolUse', data)?.summary).toBe('Edit: src/x.ts');
  });

  it('the tools that ask a person are a question and a plan', () => {
    const questions = [{ question: 'Which one?' }];
    expect(
      says('PreToolUse', { tool_name: 'AskUserQuestion', tool_input: { questions } })?.question?.text,
    ).toBe('Which one?');
    expect(
      says('PermissionRequest', { tool_name: 'ExitPlanMode', tool_input: { plan: '# P\n' } })?.question?.body,
    ).toBe('# P');
  });

  it('a question is told with its options', () => {
    const option = { label: 'SQLite', description: 'Single file' };
    const asked = {
      question: 'Which one?',
      header: 'Database',
      multiSelect: true,
      options: [option, {}, 'x'],
    };
    const data = { tool_name: 'AskUserQuestion', tool_input: { questions: [asked] } };
    expect(says('PreToolUse', data)?.question).toEqual({
      kind: 'question',
      text: 'Which one?',
      header: 'Database',
      options: [option, { label: 'x' }],
      multiple: true,
      isPartial: true,
    });
  });

  it('an unknown event says nothing', () => {
    expect(says('Notification')).toBeUndefined();
    expect(says('constructor')).toBeUndefined();
  });
});

describe("Claude Code's session file", () => {
  const file = {
    pid: 7,
    sessionId: 'x',
    cwd: '/p',
    status: 'waiting',
    waitingFor: 'permission prompt',
    updatedAt: 5,
    extra: [],
  };

  it('is read field by field', () => {
    expect(parseSessionFile(file)).toEqual({
      pid: 7,
      sessionId: 'x',
      cwd: '/p',
      status: 'waiting',
      waitingFor: 'permission prompt',
      updatedAt: 5,
    });
  });

  it.each([
    null,
    42,
    [],
    'x',
    {},
    { ...file, spare: true },
    { ...file, status: 'new' },
    { ...file, pid: '7' },
  ])('%j is none', json => {
    expect(parseSessionFile(json)).toBeUndefined();
  });
});
