import { describe, expect, it } from 'vitest';
import type { Status } from '../../../src/core/session/session.ts';
import { event, type Look, lines, pane, shellSpec, watch } from './observation.ts';

const words = 'All done: the task is finished. result: three files checked, no problem found.';
const done = {
  events: [event('Stop', 900, { last_assistant_message: words })],
  screen: 'done-plain',
} as const;
const dead = (facts: { exitCode?: number; signal?: number }) => ({ pane: { ...pane, dead: true, ...facts } });
const gone = { pane: undefined };

function end(looks: readonly Look[]): Pick<Status, 'state' | 'summary' | 'process'> | undefined {
  const last = watch(looks).at(-1);
  return last && { state: last.state, summary: last.summary, process: last.process };
}

const ended = (state: string, summary: string) => ({ state, summary, process: 'exited' });

describe('how a session ends', () => {
  it.each<[string, readonly Look[], object]>([
    ['left after a finished turn', [done, dead({ exitCode: 0 })], ended('completed', words)],
    [
      'left in the middle',
      [{ screen: 'working' }, dead({ exitCode: 0 })],
      ended('stopped', 'exited in the middle of a turn'),
    ],
    [
      'left before any turn',
      [{ screen: 'trust' }, dead({ exitCode: 0 })],
      ended('stopped', 'exited before its first turn'),
    ],
    ['left with an error', [{ screen: 'working' }, dead({ exitCode: 3 })], ended('failed', 'exited (3)')],
    [
      'killed',
      [{ screen: 'working' }, dead({ signal: 9 })],
      ended('failed', 'interrupted: killed by SIGKILL · Enter resumes it'),
    ],
    [
      'killed by an unusual signal',
      [{}, dead({ signal: 99 })],
      ended('failed', 'interrupted: killed by signal 99 · Enter starts it again'),
    ],
    [
      'its tmux session killed',
      [done, gone],
      ended('failed', 'interrupted: killed from outside · Enter resumes it'),
    ],
    [
      'the server gone',
      [done, { screen: 'working', events: [event('UserPromptSubmit', 1900)] }, { ...gone, serverGone: true }],
      ended('failed', 'interrupted: the tmux server is gone · Enter resumes it'),
    ],
    ...(
      [
        ['in-process', 'the view in which it lived has ended'],
        ['iterm2', 'its pane in iTerm2 was closed'],
      ] as const
    ).map<[string, readonly Look[], object]>(([backend, why]) => [
      `what it lived in gone, in ${backend}`,
      [
        { ...done, place: { backend } },
        { screen: 'working', events: [event('UserPromptSubmit', 1900)], place: { backend } },
        { ...gone, serverGone: true },
      ],
      ended('failed', `interrupted: ${why} · Enter resumes it`),
    ]),
    ['the server gone after its turn', [done, { ...gone, serverGone: true }], ended('completed', words)],
    [
      'the server gone while it asks',
      [{ screen: 'permission-bash' }, { ...gone, serverGone: true }],
      ended('failed', 'interrupted: the tmux server is gone · Enter starts it again'),
    ],
    [
      'the machine started again after its turn',
      [done, { ...gone, serverGone: true, rebooted: true }],
      ended('completed', words),
    ],
    [
      'the machine started again',
      [{ screen: 'working' }, { ...gone, serverGone: true, rebooted: true }],
      ended('failed', 'interrupted by a reboot · Enter resumes it'),
    ],
    [
      'stopped by a person',
      [done, { ...gone, userState: { version: 1, stoppedAt: 1500 } }],
      ended('stopped', words),
    ],
    [
      'stopped before it ran',
      [{ ...gone, userState: { version: 1, stoppedAt: 1 } }],
      ended('stopped', 'stopped'),
    ],
    [
      'failed, then left',
      [{ screen: 'error-400' }, dead({ exitCode: 0 })],
      ended('failed', 'API Error: 400 fake invalid request'),
    ],
    ['never started', [gone, { ...gone, now: 40_000 }], ended('failed', 'its terminal is gone')],
  ])('%s', (_title, looks, expected) => {
    expect(end(looks)).toEqual(expected);
  });

  it('is told once: later looks and a cleared pane change nothing', () => {
    const [, first, ...rest] = watch([
      done,
      dead({ exitCode: 0 }),
      dead({ exitCode: 0 }),
      gone,
      { ...gone, serverGone: true },
    ]);
    expect(first).toMatchObject({ endedAt: 2000, exitCode: 0 });
    for (const status of rest) expect(status).toBe(first);
  });

  it('waits for an exit code that comes a moment after the end, but not for ever', () => {
    const looks = [done, dead({}), dead({ exitCode: 3 })];
    expect(watch(looks).map(({ process }) => process)).toEqual(['alive', 'alive', 'exited']);
    expect(end([done, dead({}), dead({}), dead({})])).toEqual(
      ended('failed', 'ended, its exit code is not known'),
    );
  });

  it('is undone when it runs again', () => {
    const again = { pane: { ...pane, pid: 200 }, screen: 'resumed-by-id' };
    const last = watch([done, dead({ signal: 9 }), again]).at(-1);
    expect(last).toMatchObject({ state: 'completed', process: 'alive', pid: 200, startedAt: 3000 });
    expect(last).not.toHaveProperty('endedAt');
  });

  it('is undone when what ran again has died before it was seen', () => {
    const again = { pane: { ...pane, dead: true, exitCode: 1, pid: 200 }, events: [event('Started', 2500)] };
    const last = watch([done, dead({ signal: 9 }), again]).at(-1);
    expect(last).toMatchObject({ state: 'failed', summary: 'exited (1)', startedAt: 3000 });
  });

  it('keeps what a short job said when the news of its start comes after its end', () => {
    const short = { spec: shellSpec, ...dead({ exitCode: 7 }) };
    const looks = [
      { ...short, screen: lines('no good') },
      { ...short, events: [event('Started', 900)] },
    ];
    expect(end(looks)).toEqual(ended('failed', 'exited (7): no good'));
  });

  it('says why, when it could not even begin', () => {
    const words = lines('sh: 1: exec: claude: not found', '');
    expect(end([{ ...dead({ exitCode: 127 }), screen: words }])).toEqual(
      ended('failed', 'exited (127): sh: 1: exec: claude: not found'),
    );
    expect(end([done, { ...dead({ exitCode: 1 }), screen: words }])).toEqual(ended('failed', 'exited (1)'));
  });

  it('starts again with a screen that says nothing yet', () => {
    const again = { pane: { ...pane, pid: 200 }, screen: lines('') };
    const last = watch([done, dead({ signal: 9 }), again]).at(-1);
    expect(last).toMatchObject({ state: 'working', summary: 'starting…' });
  });

  it.each([
    [lines(''), 50, 'working'],
    [lines(''), 70, 'unknown'],
    [lines('words of nobody'), 15, 'working'],
    [lines('words of nobody'), 50, 'unknown'],
  ])(
    'a program that shows nothing begins for up to a minute, one that shows something else for less: %#',
    (screen, seconds, state) => {
      const begun = { pane, screen };
      expect(watch([begun, { pane, now: seconds * 1000 }]).at(-1)).toMatchObject({ state });
    },
  );

  it('starts again whatever the run before said as it died', () => {
    const late = [event('Stop', 2100, { last_assistant_message: words }), event('Started', 4500)];
    const again = { pane: { ...pane, pid: 200 }, screen: lines(''), events: late };
    const last = watch([done, gone, gone, gone, again]).at(-1);
    expect(last).toMatchObject({ state: 'working', summary: 'starting…' });
  });

  it('an earlier stop does not make a later crash a stop', () => {
    const userState = { version: 1, stoppedAt: 1500 } as const;
    const again = { pane: { ...pane, pid: 200 }, userState };
    expect(end([done, { ...gone, userState }, again, { userState, ...gone }])).toEqual(
      ended('failed', 'interrupted: killed from outside · Enter resumes it'),
    );
  });

  it('died before it was seen even once', () => {
    const told = { ...gone, events: [event('Started', 0)] };
    expect(watch([told]).at(-1)).toMatchObject({ state: 'working', process: 'none' });
    expect(end([told, { ...gone, serverGone: true }])).toEqual(
      ended('failed', 'interrupted: the tmux server is gone · Enter starts it again'),
    );
  });

  it('could not be started', () => {
    const told = { ...gone, events: [event('StartFailed', 0, { message: 'no space left.' })] };
    expect(end([told])).toEqual(ended('failed', 'could not be started: no space left.'));
  });

  it('waits in silence while a start may still come', () => {
    expect(watch([gone, gone]).map(({ state, process }) => `${state} ${process}`)).toEqual([
      'working none',
      'working none',
    ]);
  });
});

describe('what was cut off', () => {
  const lost: Look = { ...gone, serverGone: true };
  const working: Look = { screen: 'working' };

  it.each<[string, readonly Look[], string | undefined]>([
    ['an agent that was killed', [working, dead({ signal: 9 })], 'interrupted'],
    ['an agent that lost its server', [working, lost], 'interrupted'],
    ['an agent that was rebooted', [working, { ...lost, rebooted: true }], 'interrupted'],
    ['an agent that lost its server at rest', [done, lost], undefined],
    ['an agent that was left', [done, dead({ exitCode: 0 })], undefined],
    ['an agent that failed to end well', [working, dead({ exitCode: 2 })], undefined],
    ['a shell job that lost its server', [{ spec: shellSpec }, { spec: shellSpec, ...lost }], 'interrupted'],
    [
      'a shell job that was killed',
      [{ spec: shellSpec }, { spec: shellSpec, ...dead({ signal: 9 }) }],
      undefined,
    ],
  ])('says so of %s as a fact: %#', (_title, looks, expected) => {
    expect(watch(looks).at(-1)?.end).toBe(expected);
  });
});

describe('a shell job', () => {
  const job = (look: Look): Look => ({ spec: shellSpec, ...look });
  const output = lines('building', 'all built', '');

  it.each<[string, Look, object]>([
    ['works, with its last line of output', {}, { state: 'working', summary: 'all built', process: 'alive' }],
    ['has completed', dead({ exitCode: 0 }), ended('completed', 'all built')],
    ['has failed', dead({ exitCode: 2 }), ended('failed', 'exited (2): all built')],
    ['was killed', dead({ signal: 9 }), ended('failed', 'killed by SIGKILL · all built')],
    [
      'lost its server',
      { ...gone, serverGone: true },
      ended('failed', 'interrupted: the tmux server is gone · all built'),
    ],
  ])('%s', (_title, look, expected) => {
    expect(end([job({ screen: output }), job(look)])).toEqual(expected);
  });

  it('reads the last output of a job that ended at once', () => {
    const left = lines('quick', 'Pane is dead (status 0, Fri Nov 20 08:40:27 2026)');
    expect(end([job({ ...dead({ exitCode: 0 }), screen: left })])).toEqual(ended('completed', 'quick'));
  });
});

describe('a message that waits for an agent that could not be started', () => {
  const failed = (keptMessages: number) =>
    watch([done, { ...dead({ exitCode: 2 }), keptMessages }]).at(-1)?.trouble;

  it.each([
    [0, undefined],
    [1, 'your message is kept'],
    [3, '3 messages are kept'],
  ])('of %i the row says: %s', (count, words) => {
    expect(failed(count)).toBe(words);
  });

  it('is not told of one that was left in good order, and will take it when it starts', () => {
    expect(watch([done, { ...dead({ exitCode: 0 }), keptMessages: 1 }]).at(-1)?.trouble).toBeUndefined();
  });
});
