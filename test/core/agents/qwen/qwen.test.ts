import { describe, expect, it } from 'vitest';
import { findAgent } from '../../../../src/core/agents/index.ts';
import { qwen } from '../../../../src/core/agents/qwen/qwen.ts';
import { pasted } from '../../../helpers/key-words.ts';
import { spec } from '../../../helpers/sample-session.ts';
import { readsRecorded, recordedOf } from '../peer-recorded.ts';

const { rows, screen } = recordedOf('qwen');
const read = (name: string) => qwen.readScreen(screen(name));

describe('every recorded screen of Qwen Code is read as a person would', () => {
  // A list of models and the help are for the general rules.
  const agent = findAgent('qwen');
  if (agent) readsRecorded(agent, rows);
});

describe('what a reading of Qwen Code says', () => {
  it.each([
    ['80x24-fail', 'scn-fail'],
    ['80x24-subagent', 'Shell: ls no-such-directory'],
    ['80x24-slow', 'This slow answer comes one word at a time so'],
    ['80x24-subagent-done', '1 running in the background'],
    ['80x24-permission', 'Shell: touch made-mwzyjn13.txt && echo created'],
    ['80x24-edit', 'WriteFile: Writing to note-mwzyjrwj.txt'],
    ['80x24-err-400-a', 'API Error: 400 Invalid request (fake). (Press Ctrl+Y to retry)'],
    ['80x24-prose', 'Should I use a double jump or a wall climb for the power-up?'],
    ['80x24-done', 'Hello! This is the fake model speaking.'],
  ])('%s: %s', (name, summary) => {
    expect(read(name).summary).toBe(summary);
  });

  it('has the prompt that an interrupted turn was given for its own, and not for a draft of a person', () => {
    expect(read('80x24-slow-escaped')).toMatchObject({ draft: 'scn-slow-10', isGivenBack: true });
    expect(read('80x24-draft')).not.toHaveProperty('isGivenBack');
  });

  it('has boxes, their ticks and the way to the other question', () => {
    expect(read('80x24-many-space').question).toMatchObject({
      header: '☒ Platforms  ☐ Licence',
      text: 'Which platforms should be built?',
      multiple: true,
      freeText: 3,
      options: [{ label: 'Linux', checked: true }, { label: 'macOS', checked: false }, {}, {}],
    });
  });

  it('has a plan with what it says', () => {
    const { question } = read('100x40-plan');
    expect(question).toMatchObject({ kind: 'plan', text: 'Would you like to proceed?', selected: 0 });
    expect(question?.body).toBe(
      'Plan\n\n 1. Read the physics module\n 2. Add a double jump\n 3. Write tests',
    );
  });
});

describe('the keys that answer Qwen Code', () => {
  const answer = (name: string, given: { choices?: readonly number[]; text?: string }) => {
    const { question } = read(name);
    return question && pasted(qwen.answer(question, { choices: [], ...given }));
  };

  it('are the digit of a choice', () => {
    expect(answer('80x24-permission', { choices: [3] })).toBe('4');
    expect(answer('80x24-ask', { choices: [1] })).toBe('2');
    expect(answer('100x40-plan', { choices: [1] })).toBe('2');
  });

  it('are arrows on the page that hands several answers in, whose numbers are no keys', () => {
    expect(answer('80x24-many-2', { choices: [0] })).toBe('enter');
    expect(answer('80x24-many-2', { choices: [1] })).toBe('down enter');
  });

  it('lead to the last choice for words of one’s own', () => {
    expect(answer('80x24-ask', { text: 'both' })).toBe('down down down "both" enter');
    expect(answer('80x24-ask', { choices: [3], text: 'both' })).toBe('down down down "both" enter');
    expect(answer('80x24-ask', { choices: [3] })).toBeUndefined();
    expect(answer('80x24-permission', { text: 'both' })).toBeUndefined();
  });

  it('tick with Space what differs', () => {
    expect(answer('80x24-many', { choices: [0, 2] })).toBe('space down down space enter');
    expect(answer('80x24-many-space', { choices: [1], text: 'BSD' })).toBe(
      'space down space down down "BSD" enter',
    );
  });
});

describe('Qwen Code', () => {
  const request = {
    spec: { ...spec, sessionId: 'ab-1', flags: ['--model', "o'x"] },
    directory: '/j',
    hook: '/j/hook',
  };
  const files = (resume: boolean) => qwen.launch({ ...request, hasPrompt: true, resume }).files;

  it('starts in a conversation with its id, or goes on with it, its prompt behind an equals sign', () => {
    expect(files(false)['qwen.sh']).toContain(
      `exec qwen --session-id 'ab-1' '--model' 'o'\\''x' \${1:+"--prompt-interactive=$1"}`,
    );
    expect(files(true)['qwen.sh']).toContain("exec qwen --resume 'ab-1' ");
  });

  it('gets hooks for this session, unless the system has defaults of its own', () => {
    expect(files(false)['qwen.sh']).toContain(
      "export QWEN_CODE_SYSTEM_DEFAULTS_PATH='/j/qwen-defaults.json'",
    );
    expect(JSON.parse(files(false)['qwen-defaults.json'] ?? '')).toMatchObject({
      hooks: { Stop: [{ hooks: [{ type: 'command', command: "/bin/sh '/j/hook' Stop" }] }] },
    });
  });

  it.each([
    ['UserPromptSubmit', { prompt: 'go' }, { state: 'working', turn: 'begins', summary: 'go' }],
    [
      'PermissionRequest',
      { tool_name: 'run_shell_command', tool_input: { command: 'ls' } },
      { waitingFor: 'permission', summary: 'Shell: ls' },
    ],
    [
      'PermissionRequest',
      { tool_name: 'exit_plan_mode', tool_input: { plan: '# Plan' } },
      { waitingFor: 'plan' },
    ],
    [
      'PreToolUse',
      { tool_name: 'write_file', tool_input: { file_path: '/a' } },
      { state: 'working', summary: 'WriteFile: /a' },
    ],
    ['Stop', { last_assistant_message: 'Done.' }, { state: 'completed', turn: 'ends', summary: 'Done.' }],
    ['StopFailure', { error: 'invalid_request' }, { state: 'failed' }],
  ])('tells of %s %j', (name, data, reading) => {
    expect(qwen.readEvent({ name, at: 1, data })).toMatchObject(reading);
  });

  it('tells nothing of what a tool has returned, which goes to the model as a prompt', () => {
    expect(qwen.readEvent({ name: 'UserPromptSubmit', at: 1, data: { prompt: '' } })).toBeUndefined();
    expect(qwen.readEvent({ name: 'Notification', at: 1, data: {} })).toBeUndefined();
  });
});
