import { describe, expect, it } from 'vitest';
import { copilot } from '../../../../src/core/agents/copilot/copilot.ts';
import { findAgent } from '../../../../src/core/agents/index.ts';
import { pasted } from '../../../helpers/key-words.ts';
import { spec } from '../../../helpers/sample-session.ts';
import { readsRecorded, recordedOf } from '../peer-recorded.ts';

const { rows, screen } = recordedOf('copilot');
const read = (name: string) => copilot.readScreen(screen(name));

describe('every recorded screen of Copilot CLI is read as a person would', () => {
  const agent = findAgent('copilot');
  if (agent) readsRecorded(agent, rows);
});

describe('what a reading of Copilot CLI says', () => {
  it.each([
    ['80x24-longrun', 'Shell: Sleep for 12 seconds'],
    ['80x24-slow', 'This slow answer comes one word at a time so'],
    ['80x24-queued', 'background shells'],
    ['80x24-err-500-a', 'retrying'],
    ['80x24-permission', 'Create a file: touch made-mwzyl0x2.txt && echo created'],
    ['80x24-limit', '429 The usage limit has been reached (fake).'],
    ['80x24-prose', 'Should I use a double jump or a wall climb for the power-up?'],
    ['80x24-done', 'Hello! This is the fake model speaking.'],
  ])('%s: %s', (name, summary) => {
    expect(read(name).summary).toBe(summary);
  });

  it('has the command, and the choice that takes words', () => {
    expect(read('80x24-permission').question).toEqual({
      kind: 'permission',
      text: 'Do you want to run this command?',
      header: 'Create a file',
      body: 'touch made-mwzyl0x2.txt && echo created',
      options: [
        { label: 'Yes' },
        { label: "Yes, and don't ask again for `touch` in this repo (/home/user/game)" },
        { label: 'No, and tell Copilot what to do differently' },
      ],
      freeText: 2,
      selected: 0,
      numbered: true,
    });
  });

  it('asks the same while words are written for it', () => {
    const { options, text } = read('80x24-permission-typed').question ?? {};
    expect(text).toBe('Do you want to run this command?');
    expect(options?.[2]).toEqual({
      label: 'No, and tell Copilot what to do differently',
      description: 'use another name',
    });
    expect(read('80x24-ask-other').question?.options).toEqual(read('80x24-ask').question?.options);
  });
});

describe('the keys that answer Copilot CLI', () => {
  const answer = (name: string, given: { choices?: readonly number[]; text?: string }) => {
    const { question } = read(name);
    return question && pasted(copilot.answer(question, { choices: [], ...given }));
  };

  it('are a digit, or Esc for what is refused without words', () => {
    expect(answer('80x24-permission', { choices: [1] })).toBe('2');
    expect(answer('80x24-permission', { choices: [2] })).toBe('escape');
    expect(answer('80x24-permission', { text: 'use b' })).toBe('3 "use b" enter');
    expect(answer('80x24-permission', { choices: [0], text: 'use b' })).toBeUndefined();
  });

  it('are arrows in its forms', () => {
    expect(answer('80x24-ask', { choices: [2] })).toBe('down down enter');
    expect(answer('80x24-ask', { text: 'both' })).toBe('down down down "both" enter');
    expect(answer('80x24-many-space', { choices: [1] })).toBe('space down space enter');
  });
});

describe('Copilot CLI', () => {
  const request = {
    spec: { ...spec, sessionId: 'ab-1', flags: ['--model=x'] },
    directory: '/j',
    hook: '/j/hook',
  };

  it('starts in a conversation with its id, or goes on with it, its prompt as an option', () => {
    const launch = (resume: boolean) => copilot.launch({ ...request, hasPrompt: true, resume });
    expect(launch(false)).toMatchObject({
      argv: ['copilot', '--session-id=ab-1', '--plugin-dir', '/j', '--model=x'],
      promptAsArgument: true,
      promptOption: '--interactive=',
    });
    expect(launch(true).argv[1]).toBe('--resume=ab-1');
    expect(JSON.parse(launch(false).files['copilot-hooks.json'] ?? '')).toMatchObject({
      version: 1,
      hooks: { agentStop: [{ type: 'command', bash: "/bin/sh '/j/hook' agentStop" }] },
    });
  });

  it.each([
    ['userPromptSubmitted', { prompt: 'go' }, { state: 'working', turn: 'begins', summary: 'go' }],
    [
      'permissionRequest',
      { toolName: 'bash', toolInput: { command: 'ls' } },
      { waitingFor: 'permission', summary: 'Shell: ls' },
    ],
    [
      'preToolUse',
      { toolName: 'create', toolArgs: { path: '/a' } },
      { state: 'working', summary: 'Create: /a' },
    ],
    ['agentStop', { stopReason: 'end_turn', sessionId: 'ab-1' }, { turn: 'ends', sessionId: 'ab-1' }],
  ])('tells of %s %j', (name, data, reading) => {
    expect(copilot.readEvent({ name, at: 1, data })).toMatchObject(reading);
  });

  it('tells of the first field of a form as the question', () => {
    const toolArgs = {
      message: 'Two.',
      requestedSchema: { properties: { db: { title: 'Which?', enum: ['a', 'b'] } } },
    };
    expect(
      copilot.readEvent({ name: 'preToolUse', at: 1, data: { toolName: 'ask_user', toolArgs } }),
    ).toMatchObject({
      state: 'needs-input',
      question: { text: 'Which?', options: [{ label: 'a' }, { label: 'b' }] },
    });
  });
});
