import { describe, expect, it } from 'vitest';
import { opencode } from '../../../../src/core/agents/opencode/opencode.ts';
import { readOpencodeEvent } from '../../../../src/core/agents/opencode/opencode-events.ts';
import type { LaunchRequest } from '../../../../src/core/agents/shared/agent.ts';
import type { Spec, Status } from '../../../../src/core/session/session.ts';
import { spec as anySpec, event, type Look, pane, watch } from '../../observe/observation.ts';
import { opencodeScreen } from './opencode-recorded.ts';

const spec: Spec = { ...anySpec, agent: 'opencode', flags: ['-m', 'a/b'], sessionId: 'ses_1aB' };

function launch(changes: Partial<LaunchRequest> = {}) {
  return opencode.launch({
    spec,
    directory: '/jobs/a #1',
    hook: '/h',
    hasPrompt: true,
    resume: false,
    ...changes,
  });
}

describe('starting OpenCode', () => {
  it('passes the flags on, and the prompt as a part of its option', () => {
    expect(launch()).toMatchObject({
      argv: ['opencode', '-m', 'a/b'],
      promptAsArgument: true,
      promptOption: '--prompt=',
    });
  });

  it('names a plugin in the job directory, whatever stands in its path', () => {
    const { environment, files } = launch();
    expect(JSON.parse(environment['OPENCODE_CONFIG_CONTENT'] ?? '')).toEqual({
      plugin: ['file:///jobs/a%20%231/opencode-plugin.js'],
    });
    expect(Object.keys(files)).toEqual(['opencode-plugin.js']);
  });

  it('resumes a conversation; then the plugin sends the prompt, as `--prompt` is passed over', () => {
    const { argv, promptAsArgument, environment } = launch({ resume: true });
    expect([argv.slice(0, 3), promptAsArgument]).toEqual([['opencode', '-s', 'ses_1aB'], false]);
    expect(environment['AGENTS_PLUGIN_RESUMED']).toBe('ses_1aB');
  });

  it('resumes nothing that is no conversation of OpenCode', () => {
    const { argv } = launch({ resume: true, spec: { ...spec, sessionId: '--continue' } });
    expect(argv).toEqual(['opencode', '-m', 'a/b']);
  });
});

it('a process of OpenCode that serves or does one task holds no conversation', () => {
  const holds = (...words: readonly string[]) => opencode.isConversation?.(words);
  expect([holds(), holds('-s', 'ses_1'), holds('/work'), holds('run', 'x'), holds('serve')]).toEqual([
    ...[true, true, true],
    ...[false, false],
  ]);
});

describe('events', () => {
  it('tell the conversation, unless they are a subagent’s or no id', () => {
    const told = (data: Record<string, unknown>) => readOpencodeEvent(event('Busy', 1, data))?.sessionId;
    expect(told({ sessionID: 'ses_1' })).toBe('ses_1');
    expect(told({ sessionID: 'ses_1', isChild: true })).toBeUndefined();
    expect(told({ sessionID: '-x' })).toBeUndefined();
  });

  it('tell nothing of the tool that asks the person: it begins to run after it has asked', () => {
    expect(readOpencodeEvent(event('ToolRunning', 1, { tool: 'question' }))?.state).toBeUndefined();
    expect(readOpencodeEvent(event('ToolRunning', 1, { tool: 'bash' }))?.state).toBe('working');
  });

  it('of other names are no facts, and data of any shape breaks nothing', () => {
    expect(readOpencodeEvent(event('Stop', 1))).toBeUndefined();
    for (const name of ['Retry', 'ToolRunning', 'PermissionAsked', 'QuestionAsked', 'Idle'])
      for (const data of [{}, { input: 3, patterns: 'x', questions: [null], error: [], metadata: null }])
        expect(() => readOpencodeEvent(event(name, 1, data))).not.toThrow();
  });
});

describe('OpenCode from look to look', () => {
  const statuses = (looks: readonly Look[]): readonly Status[] =>
    watch(looks.map(look => ({ spec, ...look })));
  const said = (looks: readonly Look[]) =>
    statuses(looks).map(({ state, evidence }) => `${state} by ${evidence.find(each => each.decided)?.rule}`);
  const screen = opencodeScreen;
  const permission = event('PermissionAsked', 900, { permission: 'bash', patterns: ['npm test'] });

  it.each<[string, readonly Look[], readonly string[]]>([
    [
      'a refusal',
      [
        { events: [permission], screen: screen('100x30-permission-shell') },
        {
          events: [event('PermissionReplied', 1500), event('Idle', 1800, {})],
          screen: screen('100x30-permission-rejected'),
        },
      ],
      ['needs-input by opencode.screen.permission', 'idle by opencode.screen.interrupted'],
    ],
    [
      'Esc, seen on the screen though no event came',
      [
        { events: [event('Busy', 900)], screen: screen('working-stream-w100') },
        { screen: screen('interrupted-w100') },
      ],
      ['working by opencode.screen.working', 'idle by opencode.screen.interrupted'],
    ],
    [
      'an error of the API',
      [
        { events: [event('Busy', 900)] },
        {
          events: [event('Idle', 1900, { error: { name: 'APIError', data: { message: 'x' } } })],
          screen: screen('error-400-w100'),
        },
      ],
      ['working by opencode.event.Busy', 'failed by opencode.screen.error'],
    ],
    [
      'a person who looks at a subagent',
      [
        { events: [event('Busy', 900)] },
        { events: [event('Busy', 1900)], screen: screen('100x30-subagent-view') },
      ],
      ['working by opencode.event.Busy', 'working by opencode.event.Busy'],
    ],
    [
      'a crash',
      [{ screen: screen('working-stream-w100') }, { pane: { ...pane, dead: true, signal: 9 } }],
      ['working by opencode.screen.working', 'failed by process.killed'],
    ],
    [
      'a resumed conversation',
      [{}, { screen: screen('resumed-w100') }],
      ['working by process.starting', 'completed by opencode.screen.completed'],
    ],
  ])('%s', (_title, looks, expected) => {
    expect(said(looks)).toEqual(expected);
  });

  it('a question keeps its number when the screen shows what the event told', () => {
    const [told, seen] = statuses([{ events: [permission] }, { screen: screen('100x30-permission-shell') }]);
    expect([told?.questionNumber, seen?.questionNumber]).toEqual([1, 1]);
    expect(seen?.question?.options).toHaveLength(3);
  });
});

it('a retry that was interrupted below a turn without an answer has not failed', () => {
  const screen = opencodeScreen('error-400-w100');
  const last = (looks: readonly Look[]) => watch(looks.map(look => ({ ...look, spec }))).at(-1)?.state;
  expect(last([{ events: [event('Idle', 900, {})], screen }])).toBe('idle');
  expect(last([{ events: [event('Idle', 900, { error: { name: 'APIError' } })], screen }])).toBe('failed');
});
