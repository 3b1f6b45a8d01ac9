import { describe, expect, it } from 'vitest';
import { observe, observeAll } from '../../../src/core/observe/observe.ts';
import { opencodeScreen } from '../agents/opencode/opencode-recorded.ts';
import { bash, event, type Look, lines, pane, place, spec, verdicts, watch } from './observation.ts';

const file = (status: 'idle' | 'busy' | 'waiting', updatedAt: number) => ({
  pid: 100,
  sessionId: 's',
  cwd: '/p',
  status,
  updatedAt,
});

describe('the evidence that decides', () => {
  it.each<[string, readonly Look[], readonly string[]]>([
    [
      'a start that shows its empty prompt before it takes up its words',
      [{}, { screen: 'idle' }, {}, { screen: 'working' }],
      [...Array(3).fill('working by process.starting'), 'working by claude.screen.working'],
    ],
    [
      'a start whose words were lost',
      [{}, { screen: 'idle' }, {}, { now: 11_900 }, { now: 12_100 }],
      [...Array(4).fill('working by process.starting'), 'idle by claude.screen.idle'],
    ],
    [
      'a start that takes most of a minute until it shows its prompt, on a busy machine',
      [
        { screen: lines('') },
        { now: 40_000, screen: 'idle' },
        { now: 75_000 },
        { now: 76_000, events: [event('UserPromptSubmit', 75_900)] },
        { now: 77_000, screen: 'working' },
      ],
      [
        ...Array(3).fill('working by process.starting'),
        'working by claude.event.UserPromptSubmit',
        'working by claude.screen.working',
      ],
    ],
    [
      'a start whose prompt stands there at once behind a dialog that was answered late',
      [{ screen: 'trust' }, { now: 300_000, screen: 'idle' }, { now: 301_000, screen: 'working' }],
      [
        'needs-input by claude.screen.dialog',
        'working by process.starting',
        'working by claude.screen.working',
      ],
    ],
    [
      'a prompt that is empty again once a turn was seen',
      [{ screen: 'working' }, { screen: 'idle' }],
      ['working by claude.screen.working', 'idle by claude.screen.idle'],
    ],
    [
      'a start of which an event tells before the screen does',
      [{ events: [event('UserPromptSubmit', 900)] }, { screen: 'idle' }],
      ['working by claude.event.UserPromptSubmit', 'working by claude.event.UserPromptSubmit'],
    ],
    [
      'a start that goes on once a dialog before it has been answered',
      [{ screen: 'trust' }, {}, { screen: lines('') }, {}, {}, { screen: 'working' }],
      [
        ...Array(2).fill('needs-input by claude.screen.dialog'),
        'needs-input by claude.screen.unreadable',
        ...Array(2).fill('working by process.starting'),
        'working by claude.screen.working',
      ],
    ],
    [
      'a start without words',
      [{ spec: { ...spec, firstLine: '' }, screen: 'idle' }],
      ['idle by claude.screen.idle'],
    ],
    [
      'a turn',
      [
        { screen: 'idle' },
        { events: [event('UserPromptSubmit', 1900)] },
        { screen: 'working' },
        { events: [event('Stop', 3900, { last_assistant_message: 'Done.' })], screen: 'done-plain' },
        {},
      ],
      [
        'working by process.starting',
        'working by claude.event.UserPromptSubmit',
        'working by claude.screen.working',
        'completed by claude.screen.completed',
        'completed by claude.screen.completed',
      ],
    ],
    [
      'a permission that its hook tells before the screen does',
      [
        { screen: 'working' },
        { events: [event('PermissionRequest', 1900, bash)] },
        { screen: 'permission-bash' },
      ],
      [
        'working by claude.screen.working',
        'needs-input by claude.event.PermissionRequest',
        'needs-input by claude.screen.permission',
      ],
    ],
    [
      'Esc, of which no hook tells',
      [
        { events: [event('PermissionRequest', 900, bash)], screen: 'permission-bash' },
        { screen: 'interrupted-while-working' },
      ],
      ['needs-input by claude.screen.permission', 'idle by claude.screen.interrupted'],
    ],
    [
      'Esc, known from the session file alone',
      [{ events: [event('PreToolUse', 900, bash)] }, { sessionFile: file('idle', 1500) }],
      ['working by claude.event.PreToolUse', 'idle by session-file.idle'],
    ],
    [
      'an error of the API',
      [
        { screen: 'retrying-500' },
        { events: [event('StopFailure', 1900, { error: 'server_error' })] },
        { screen: 'error-400' },
      ],
      [
        'working by claude.screen.retrying',
        'failed by claude.event.StopFailure',
        'failed by claude.screen.error',
      ],
    ],
    [
      'a dialog that stays open while a subagent works',
      [{ screen: 'permission-bash' }, { events: [event('PostToolUse', 1900)] }],
      ['needs-input by claude.screen.permission', 'needs-input by claude.screen.permission'],
    ],
    [
      'background work after a turn, which the session file calls idle',
      [{ screen: '60x20-subagent-b' }, { sessionFile: file('idle', 1500) }],
      ['working by claude.screen.background', 'working by claude.screen.background'],
    ],
    [
      'a screen that cannot be read while the session file can',
      [
        { screen: '60x20-transcript', sessionFile: file('busy', 900) },
        { sessionFile: file('waiting', 1900) },
      ],
      ['working by session-file.busy', 'needs-input by session-file.waiting'],
    ],
    [
      'a program command after a finished turn',
      [
        { events: [event('Stop', 900, { last_assistant_message: 'Done.' })], screen: 'done-plain' },
        { screen: '60x20-model-esc' },
      ],
      ['completed by claude.screen.completed', 'completed by claude.screen.idle'],
    ],
  ])('%s', (_title, looks, expected) => {
    expect(verdicts(looks)).toEqual(expected);
  });

  it('is unknown rather than a guess when the screen cannot be read and all else is old', () => {
    const old = { events: [event('PreToolUse', 900, bash)], screen: 'working' } as const;
    const other = { now: 60_000, screen: lines('vim: some other program') };
    const [, ...then] = watch([old, other, { now: 61_000 }]);
    // For a second it may be a screen on its way to the next.
    expect(then.map(({ state }) => state)).toEqual(['working', 'unknown']);
  });

  it('an interrupted turn of OpenCode has not failed, whenever its screen is drawn again', () => {
    const opencode = { ...spec, agent: 'opencode' };
    const interrupted = event('Idle', 900, { error: { name: 'MessageAbortedError' } });
    const looks = [
      { spec: opencode, events: [interrupted] },
      { spec: opencode, now: 9000, screen: opencodeScreen('100x30-error-400') },
      { spec: opencode, now: 19_000, events: [event('Prompt', 18_000)] },
    ];
    expect(watch(looks).map(({ state }) => state)).toEqual(['idle', 'idle', 'working']);
  });

  it('an event that comes again after a crash changes nothing', () => {
    const events = [event('PreToolUse', 900, bash), event('Stop', 950, { last_assistant_message: 'Done.' })];
    const [first, second] = watch([{ events }, { events }]);
    expect(second).toBe(first);
  });
});

describe('a session in which nothing changed', () => {
  it('keeps its very object, also while a spinner turns', () => {
    const turning = (glyph: string, seconds: number) =>
      lines(
        '❯ go',
        '',
        `${glyph} Brewing… (${seconds}s · ↓ 9 tokens)`,
        '',
        '─'.repeat(80),
        '❯ ',
        '─'.repeat(80),
        '  esc to interrupt',
      );
    const [first, ...rest] = watch([
      { screen: turning('✻', 1) },
      { screen: turning('✽', 2) },
      {},
      { screen: turning('✢', 3) },
    ]);
    for (const status of rest) expect(status).toBe(first);
  });

  it('gets a new one when anything did', () => {
    const [first, second] = watch([{ screen: 'working' }, { screen: 'permission-bash' }]);
    expect(second).not.toBe(first);
  });

  it('is found by its id among many', () => {
    const input = { now: 1, spec, userState: { version: 1 }, serverGone: false, events: [] } as const;
    expect(observeAll([input, { ...input, spec: { ...spec, id: 'b' } }]).get('b')).toEqual(
      observe({ ...input, spec: { ...spec, id: 'b' } }),
    );
  });
});

describe('questions', () => {
  const numbers = (looks: readonly Look[]) => watch(looks).map(status => status.questionNumber);

  it('are numbered as they change, not as their cursor moves or words are typed', () => {
    expect(numbers([{ screen: 'idle' }, { screen: '80x24-trust-down' }, { screen: 'trust' }])).toEqual([
      0, 1, 2,
    ]);
    expect(numbers([{ screen: '60x20-question' }, { screen: '60x20-own-words' }])).toEqual([1, 1]);
    expect(numbers([{ screen: '60x20-several-first' }, { screen: '60x20-several-ticked' }])).toEqual([1, 1]);
  });

  it('told by a hook and then seen are one question', () => {
    expect(
      numbers([{ events: [event('PermissionRequest', 900, bash)] }, { screen: 'permission-bash' }]),
    ).toEqual([1, 1]);
  });

  const asking = { tool_name: 'AskUserQuestion', tool_input: { questions: [{ question: 'Which one?' }] } };
  const before = event('PreToolUse', 900, asking);
  const request = (at: number) => ({ events: [event('PermissionRequest', at, asking)] });
  const seen = { screen: 'askuserquestion' } as const;

  it.each<[string, readonly Look[]]>([
    ['one after the other', [{ events: [before] }, request(1900), seen]],
    ['with the work on the screen for a while', [{ events: [before] }, { screen: 'working' }, {}, seen]],
    ['with work between the two', [{ events: [before] }, { screen: 'working' }, {}, request(3900), seen]],
    ['with a screen that says nothing', [{ events: [before] }, seen, { screen: lines('') }, {}, {}, seen]],
    ['when the second comes late', [{ events: [before] }, seen, request(2900)]],
  ])('told by two hooks are one question: %s', (_name, looks) => {
    const all = watch(looks.map(look => ({ sessionFile: file('waiting', 950), ...look })));
    expect(all.map(({ questionNumber }) => questionNumber)).not.toContain(2);
    expect(all.at(-1)?.question?.options).toHaveLength(5);
  });

  it('told by hooks are another question after an answer, also a wordless one', () => {
    const again = (at: number) => ({ events: [event('PreToolUse', at, asking)] });
    const answer = { events: [event('PostToolUse', 2900)], screen: 'working' } as const;
    expect(numbers([again(900), seen, answer, again(3900), seen]).at(-1)).toBe(2);
    const prompt = { events: [event('UserPromptSubmit', 2900)], screen: 'working' } as const;
    expect(numbers([again(900), seen, prompt, { ...again(3900), ...seen }]).at(-1)).toBe(2);
    expect(numbers([again(900), seen, { screen: 'askuserquestion-escaped' }, again(3900), seen]).at(-1)).toBe(
      2,
    );
    const next = [event('PostToolUse', 2900), event('PermissionRequest', 2950, bash)];
    const first = { events: [event('PermissionRequest', 900, bash)], screen: 'permission-bash' } as const;
    expect(numbers([first, { events: next }, { screen: '80x24-permission-create' }]).at(-1)).toBe(2);
  });

  it('asked again later are another one', () => {
    expect(
      numbers([{ screen: 'permission-bash' }, { screen: 'working-bash' }, { screen: 'permission-bash' }]),
    ).toEqual([1, 1, 2]);
  });

  it('are gone once the session works again', () => {
    const [, second] = watch([{ screen: 'permission-bash' }, { screen: 'working-bash' }]);
    expect(second).not.toHaveProperty('question');
    expect(second).not.toHaveProperty('waitingFor');
  });
});

describe('what a row shows', () => {
  const last = (looks: readonly Look[]) => watch(looks).at(-1);

  it('the running tool, until it has run', () => {
    const running = { events: [event('PreToolUse', 900, bash)], screen: 'working-bash' } as const;
    expect(last([running])?.summary).toBe('Bash: npm test');
    expect(last([running, { events: [event('PostToolUse', 1900)] }])?.summary).toBe(
      'Running a long command.',
    );
  });

  it('the prompt, while nothing else is known', () => {
    expect(
      last([{ events: [event('UserPromptSubmit', 900, { prompt: 'fix\n it' })], screen: 'v197-working-0' }])
        ?.summary,
    ).toBe('fix it');
    expect(last([{ screen: 'idle', spec: { ...spec, kind: 'adopted' } }])?.summary).toBe('do it');
  });

  it('one line of at most 200 characters', () => {
    const long = event('Stop', 900, { last_assistant_message: `${'x\n'.repeat(50)}${'y'.repeat(900)}` });
    expect(last([{ events: [long] }])?.summary).toMatch(/^[^\n]{200}$/);
  });

  it('since when the state is what it is, also when a whole turn passed between two looks', () => {
    const done = (at: number) => ({ events: [event('Stop', at, { last_assistant_message: 'Done.' })] });
    expect(watch([done(900), {}, done(2900)]).map(status => status.since)).toEqual([900, 900, 2900]);
  });

  it('the conversation that the agent names', () => {
    expect(last([{ events: [event('SessionStart', 900, { session_id: 'x' })] }, {}])).toMatchObject({
      sessionId: 'x',
      place,
      pid: pane.pid,
    });
  });
});
