import { describe, expect, it } from 'vitest';
import { nextDefaults, readDispatch } from '../../../src/ui/line/dispatch-line.ts';
import type { LaunchState } from '../../../src/ui/state/launch.ts';
import { aCatalog } from '../../helpers/catalog.ts';
import { aState } from '../../helpers/sessions.ts';

const { defaults } = aState([]).launch;
const usual: LaunchState = {
  defaults,
  chosen: {},
  catalog: aCatalog({ installed: ['claude', 'codex', 'gemini'] }),
};
const read = (text: string, context: Partial<LaunchState> = {}) =>
  readDispatch(text, { ...usual, ...context });
const started = (text: string, context?: Partial<LaunchState>) => {
  const reading = read(text, context);
  if (reading.type !== 'request') throw new Error(`${text}: ${JSON.stringify(reading)}`);
  const { agent, cwd, text: prompt, options } = reading.request;
  return { agent, prompt, ...(cwd !== defaults.cwd && { cwd }), ...(options && { options }) };
};

it.each([
  ['check it with @reviewer', ['reviewer']],
  ['@shop check it, @reviewer, please', ['reviewer']],
  ['check it with @nobody', undefined],
  ['mail me@reviewer.org', undefined],
  ['! grep @reviewer', undefined],
])('names the subagent of the line as it is written: %s', (text, subagent) => {
  expect(nextDefaults(text, usual).options?.agent).toEqual(subagent);
});

describe('the words before a task', () => {
  it.each<[string, object]>([
    ['fix it', { agent: 'claude', prompt: 'fix it' }],
    ['@codex fix it', { agent: 'codex', prompt: 'fix it', options: {} }],
    ['codex fix it', { agent: 'codex', prompt: 'fix it', options: {} }],
    ['codex', { agent: 'claude', prompt: 'codex' }],
    ['@reviewer check it', { agent: 'claude', prompt: 'check it', options: { agent: ['reviewer'] } }],
    ['reviewer check it', { agent: 'claude', prompt: 'check it', options: { agent: ['reviewer'] } }],
    ['@claude:other check', { agent: 'claude', prompt: 'check', options: { agent: ['other'] } }],
    ['@shop fix it', { agent: 'claude', prompt: 'fix it', cwd: '/home/me/game/shop' }],
    ['@./codex fix it', { agent: 'claude', prompt: 'fix it', cwd: '/home/me/game/codex' }],
    ['@./src/a.ts is wrong', { agent: 'claude', prompt: '@./src/a.ts is wrong' }],
    ['@"my site" fix it', { agent: 'claude', prompt: 'fix it', cwd: '/home/me/game/my site' }],
    [
      '@shop @codex\nfix\n  it ',
      { agent: 'codex', prompt: 'fix\n  it ', cwd: '/home/me/game/shop', options: {} },
    ],
    ['@codex @src/a.ts is wrong', { agent: 'codex', prompt: '@src/a.ts is wrong', options: {} }],
    ['@src/a.ts is wrong', { agent: 'claude', prompt: '@src/a.ts is wrong' }],
    ['look at @shop', { agent: 'claude', prompt: 'look at @shop' }],
    ['/deploy now', { agent: 'claude', prompt: '/deploy now' }],
    ['@shop /deploy now', { agent: 'claude', prompt: '/deploy now', cwd: '/home/me/game/shop' }],
    [
      '--model opus --effort=high fix',
      { agent: 'claude', prompt: 'fix', options: { model: ['opus'], effort: ['high'] } },
    ],
    ['--agent codex fix', { agent: 'codex', prompt: 'fix', options: {} }],
    [' --no-such-option is ignored', { agent: 'claude', prompt: ' --no-such-option is ignored' }],
    ['--- a/file\n+++ b/file', { agent: 'claude', prompt: '--- a/file\n+++ b/file' }],
  ])('%j starts %j', (text, expected) => {
    expect(started(text)).toEqual(expected);
  });

  it('takes a subagent that is named anywhere, and leaves the words as they are', () => {
    const expected = {
      agent: 'claude',
      prompt: 'check it with @reviewer.',
      options: { agent: ['reviewer'] },
    };
    expect(started('check it with @reviewer.')).toEqual(expected);
    expect(started('@codex check it with @reviewer').options).toEqual({});
    expect(started('@reviewer or @architect? ask me').options).toEqual({ agent: ['reviewer'] });
    expect(started('first @reviewer then @architect').options).toBeUndefined();
  });

  it('starts a shell job in a repository', () => {
    expect(read('@shop ! npm test')).toMatchObject({
      request: { kind: 'exec', text: 'npm test', cwd: '/home/me/game/shop' },
    });
  });

  it.each([
    ['--modle opus fix', 'There is no option --modle here'],
    ['--model', '--model needs a value, for example --model opus.'],
    ['--effort hgih fix', 'Claude Code knows no --effort hgih: low, medium, high, xhigh, max, default.'],
    ['--agent nobody fix', 'There is no agent "nobody". "@" lists them.'],
    ['@codex @claude fix', 'Two agents stand before the task. A session has one.'],
    ['@opencode fix', 'OpenCode is not installed: "opencode" is not on PATH.'],
    ['--permission-mode plan @codex fix', 'Codex knows no --permission-mode plan'],
    ['@gemini --effort high fix', 'Gemini CLI has no equal for --effort high. Nothing was started.'],
    ['@seller sell', 'The subagent seller is of /home/me/game/shop, and is not known in /home/me/game.'],
    ['@codex ! npm test', 'A shell job takes a directory before "!"'],
  ])('refuses %j with a sentence', (text, why) => {
    expect(read(text)).toMatchObject({ type: 'refused', why: expect.stringContaining(why) });
  });
});

describe('what the next sessions run', () => {
  const opened = {
    defaults: { ...defaults, options: { model: ['opus'], effort: ['high'], 'add-dir': ['/x'] } },
  };

  it('is chosen by a line without a task', () => {
    expect(read('@codex --model gpt-6-sol ')).toMatchObject({
      type: 'choose',
      defaults: { agent: 'codex', agentLabel: 'Codex', options: { model: ['gpt-6-sol'] } },
    });
    expect(read('--model default', opened)).toMatchObject({
      defaults: { options: { effort: ['high'], 'add-dir': ['/x'] } },
    });
  });

  it('keeps for another agent what that knows, and not the model of the first', () => {
    expect(started('@codex fix', opened).options).toEqual({ effort: ['high'], 'add-dir': ['/x'] });
    expect(started('@gemini fix', opened).options).toEqual({ 'add-dir': ['/x'] });
    const chosen = { codex: { model: ['gpt-6-sol'] } };
    expect(started('@codex fix', { ...opened, chosen }).options).toEqual({
      model: ['gpt-6-sol'],
      'add-dir': ['/x'],
    });
  });

  it('is refused rather than let loose where the permission mode has no equal', () => {
    const careful = { defaults: { ...defaults, options: { 'permission-mode': ['plan'] } } };
    expect(read('@codex fix', careful)).toMatchObject({
      why: 'Nothing started: Codex has no mode plan; add --permission-mode default.',
    });
  });
});
