import { describe, expect, it } from 'vitest';
import { readCodexEvent } from '../../../../src/core/agents/codex/codex-events.ts';
import { event, type Look, pane, spec, verdicts, watch } from '../../observe/observation.ts';
import { codexScreen } from './codex-recorded.ts';

const bash = { tool_name: 'Bash', tool_input: { command: 'npm  test\n--watch', description: 'Tests?' } };
const patch = {
  tool_name: 'apply_patch',
  tool_input: {
    command: '*** Begin Patch\n*** Add File: a.txt\n+x\n*** Delete File: b.txt\n*** End Patch\n',
  },
};
const ask = {
  tool_name: 'request_user_input',
  tool_input: { questions: [{ id: 'db', question: 'Which database should we use?' }] },
};

describe('what hooks of Codex say', () => {
  it.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
    ['a prompt', 'UserPromptSubmit', { prompt: 'x' }, { state: 'working', turn: 'begins', summary: 'x' }],
    ['a tool', 'PreToolUse', bash, { state: 'working', summary: 'Bash: npm test --watch' }],
    ['an edit', 'PreToolUse', patch, { state: 'working', summary: 'Edit: a.txt, b.txt' }],
    ['a permission', 'PermissionRequest', bash, { state: 'needs-input', waitingFor: 'permission' }],
    [
      'a question, of which no PermissionRequest tells',
      'PreToolUse',
      ask,
      { state: 'needs-input', waitingFor: 'question', summary: 'Which database should we use?' },
    ],
    ['an answer', 'PostToolUse', ask, { state: 'working' }],
    ['an interrupt', 'Interrupt', {}, { state: 'idle', summary: 'interrupted', turn: 'ends' }],
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
      { state: 'needs-input', waitingFor: 'question', question: { kind: 'prose', text: 'Shall I?' } },
    ],
  ])('%s', (_title, name, data, expected) => {
    expect(readCodexEvent({ name, at: 1, data })).toMatchObject(expected);
  });

  it('tells what a permission is about, and why', () => {
    const reading = readCodexEvent({ name: 'PermissionRequest', at: 1, data: bash });
    expect(reading?.question).toMatchObject({ header: 'Bash', body: 'npm  test\n--watch\n\nReason: Tests?' });
  });

  it('knows the conversation, and none that could be an option', () => {
    expect(readCodexEvent({ name: 'SessionStart', at: 1, data: { session_id: '01a1-f8' } })).toEqual({
      sessionId: '01a1-f8',
    });
    expect(
      readCodexEvent({ name: 'Stop', at: 1, data: { session_id: '--last' } })?.sessionId,
    ).toBeUndefined();
  });

  it.each([
    {},
    { tool_input: 3, tool_name: null },
    { tool_input: { questions: 'x' }, tool_name: ask.tool_name },
  ])('survives %j in every event', data => {
    for (const name of [
      'SessionStart',
      'UserPromptSubmit',
      'PreToolUse',
      'PermissionRequest',
      'Stop',
      'Other',
    ])
      expect(() => readCodexEvent({ name, at: 1, data })).not.toThrow();
  });
});

type CodexLook = Omit<Look, 'screen'> & { readonly screen?: string };

function looks(all: readonly CodexLook[]): readonly Look[] {
  return all.map(({ screen, ...look }) => ({
    spec: { ...spec, agent: 'codex' },
    ...look,
    ...(screen !== undefined && { screen: codexScreen(screen) }),
  }));
}

describe('sessions of Codex', () => {
  it.each<[string, readonly CodexLook[], readonly string[]]>([
    [
      'a turn: a start, a prompt, words that stream, the end',
      [
        {},
        { screen: '80x24-fresh' },
        { events: [event('UserPromptSubmit', 2900)] },
        { screen: '100x30-title-stream' },
        { events: [event('Stop', 4900, { last_assistant_message: 'Done.' })], screen: '100x30-title-done' },
        {},
      ],
      [
        'working by process.starting',
        'working by process.starting',
        'working by codex.event.UserPromptSubmit',
        'working by codex.title.working',
        'completed by codex.screen.completed',
        'completed by codex.screen.completed',
      ],
    ],
    [
      'a permission that its hook tells before the screen does, and its denial',
      [
        { screen: '100x30-think' },
        { events: [event('PermissionRequest', 1900, bash)] },
        { screen: '100x30-permission' },
        { events: [event('Interrupt', 3900)], screen: '100x30-permission-escaped' },
      ],
      [
        'working by codex.screen.working',
        'needs-input by codex.event.PermissionRequest',
        'needs-input by codex.screen.permission',
        'idle by codex.screen.interrupted',
      ],
    ],
    [
      'Esc while it works, with and without its hook',
      [
        { screen: '100x30-think', events: [event('UserPromptSubmit', 900)] },
        { events: [event('Interrupt', 1900)] },
        { screen: '100x30-stream', events: [event('UserPromptSubmit', 2900)] },
        { screen: '100x30-stream-escaped' },
      ],
      [
        'working by codex.screen.working',
        'idle by codex.event.Interrupt',
        'working by codex.title.working',
        'idle by codex.screen.interrupted',
      ],
    ],
    [
      'an error of the API, of which no hook tells',
      [
        { screen: '100x30-retry', events: [event('UserPromptSubmit', 900)] },
        { screen: '100x30-500' },
        { screen: '100x30-429', events: [event('UserPromptSubmit', 2500)] },
      ],
      ['working by codex.screen.retrying', 'failed by codex.screen.error', 'failed by codex.screen.limit'],
    ],
    [
      'a plan, whose turn has ended for the hook',
      [
        { events: [event('Stop', 900, { last_assistant_message: '# Plan' })] },
        { screen: '100x30-plan' },
        { screen: '100x30-plan-esc' },
      ],
      [
        'completed by codex.event.Stop',
        'needs-input by codex.screen.plan',
        'completed by codex.screen.completed',
      ],
    ],
    [
      'one question after the other',
      [
        { events: [event('PreToolUse', 900, ask)] },
        { screen: '80x24-multi-1' },
        { screen: '80x24-multi-after-1' },
        { events: [event('PostToolUse', 3900, ask)], screen: '80x24-multi-after-enter' },
      ],
      [
        'needs-input by codex.event.PreToolUse',
        'needs-input by codex.screen.question',
        'needs-input by codex.screen.question',
        'completed by codex.screen.completed',
      ],
    ],
    [
      'a terminal that runs on after the turn',
      [
        { events: [event('Stop', 900, { last_assistant_message: 'Done.' })] },
        { screen: '80x24-background' },
        { screen: '80x24-background-over' },
      ],
      [
        'completed by codex.event.Stop',
        'working by codex.screen.background',
        'needs-input by codex.screen.prose',
      ],
    ],
    [
      'a crash, and the same conversation again',
      [
        { screen: '100x30-think' },
        { pane: { ...pane, dead: true, exitCode: 101 } },
        { pane: { ...pane, pid: 200 } },
        { pane: { ...pane, pid: 200 }, screen: 'resumed-w100' },
      ],
      [
        'working by codex.screen.working',
        'failed by process.exited',
        'working by process.starting',
        'idle by codex.screen.completed',
      ],
    ],
  ])('%s', (_title, all, expected) => {
    expect(verdicts(looks(all))).toEqual(expected);
  });

  it('counts each of several questions as one of its own', () => {
    const seen = watch(looks([{ screen: '80x24-multi-1' }, { screen: '80x24-multi-after-1' }]));
    expect(seen.map(({ questionNumber }) => questionNumber)).toEqual([1, 2]);
  });

  it('learns the name of its conversation from the first hook', () => {
    const [last] = watch(looks([{ events: [event('SessionStart', 900, { session_id: '01a1f8b2' })] }]));
    expect(last?.sessionId).toBe('01a1f8b2');
  });

  it('follows the title also where not one line of the screen changes', () => {
    const streaming = codexScreen('100x30-title-stream');
    const titles = ['⠙ Working | proj', '⠼ Working | proj', '[ ! ] Action Required | proj', 'Ready | proj'];
    const all = titles.map(title => ({ spec: { ...spec, agent: 'codex' }, screen: { ...streaming, title } }));
    expect(watch(all).map(({ state }) => state)).toEqual(['working', 'working', 'needs-input', 'completed']);
  });
});
