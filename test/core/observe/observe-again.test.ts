import { describe, expect, it } from 'vitest';
import { findAgent } from '../../../src/core/agents/index.ts';
import { type Journal, withLook } from '../../../src/core/journal/journal.ts';
import { recapWords } from '../../../src/core/journal/recap.ts';
import type { Spec, Status } from '../../../src/core/session/session.ts';
import { statusSchema } from '../../../src/core/session/session.ts';
import { codexScreen } from '../agents/codex/codex-recorded.ts';
import { geminiScreen } from '../agents/gemini/gemini-recorded.ts';
import { opencodeScreen } from '../agents/opencode/opencode-recorded.ts';
import { recordedScreen } from '../agents/recorded.ts';
import { event, type Look, lines, pane, spec, watch } from './observation.ts';

const words = 'All done: the task is finished. result: three files checked, no problem found.';
const done: Look = {
  events: [event('Stop', 900, { last_assistant_message: words })],
  screen: 'done-plain',
};
const asked: Look = { screen: 'done-with-question' };
const killed: Look = { pane: { ...pane, dead: true, signal: 9 } };
const left: Look = { pane: { ...pane, dead: true, exitCode: 0 } };
const again = { ...pane, pid: 200 };
const leftAgain: Look = { pane: { ...again, dead: true, exitCode: 0 } };
const blank: Look = { pane: again, screen: lines('') };
const drawn: Look = { pane: again, screen: 'resumed-by-id' };

const last = (looks: readonly Look[]) => watch(looks).at(-1);

function journalOf(statuses: readonly Status[], agent = 'claude'): string {
  let journal: Journal = [];
  statuses.forEach((next, index) => {
    const previous = statuses[index - 1];
    const looked = { now: index + 1, events: [], agent: findAgent(agent) };
    if (previous) journal = withLook(journal, { ...looked, previous, next });
  });
  return recapWords(journal, 0);
}

describe('a session whose program was started again', () => {
  it('begins, and is then where it was: its state, words and age', () => {
    const seen = watch([done, killed, blank, drawn, { pane: again, now: 60_000 }]);
    expect(seen.map(({ state, process }) => `${state} ${process}`)).toEqual([
      'completed alive',
      'failed exited',
      'working alive',
      'completed alive',
      'completed alive',
    ]);
    expect(seen.at(-1)).toMatchObject({ summary: words, since: seen[0]?.since });
    expect(statusSchema(JSON.parse(JSON.stringify(seen.at(-1))))).toBe(true);
  });

  it.each<[string, readonly Look[], string]>([
    ['killed', [{ screen: 'working' }, done, killed, blank, drawn], 'finished a turn, failed, ended'],
    ['left', [{ screen: 'working' }, done, left, blank, drawn], 'finished a turn, ended'],
    ['replaced while it ran', [{ screen: 'working' }, done, blank, drawn], 'finished a turn'],
    ['drawn at once', [{ screen: 'working' }, done, left, drawn], 'finished a turn, ended'],
    [
      'asking in prose',
      [{ screen: 'working' }, asked, left, blank, drawn],
      'finished a turn, asked once, ended',
    ],
    ['interrupted', [{ screen: 'working' }, killed, blank, drawn], 'failed, ended'],
    [
      'and given a turn',
      [done, left, blank, drawn, { pane: again, screen: 'working' }, { pane: again, screen: 'done-bash' }],
      'finished a turn, ended',
    ],
    [
      'and given a turn of which only events tell',
      [
        ...[done, left, blank, drawn],
        { pane: again, events: [event('Stop', 4900, { last_assistant_message: 'More.' })] },
      ],
      'finished a turn, ended',
    ],
  ])('has finished no turn by that, %s', (_how, looks, expected) => {
    expect(journalOf(watch(looks))).toBe(expected);
  });

  it('asks what it asked, under the same number, and is then told of what is new', () => {
    const seen = watch([asked, left, blank, drawn, { pane: again, screen: 'permission-bash' }]);
    expect(seen[3]).toMatchObject({ state: 'needs-input', question: seen[0]?.question });
    expect(seen.map(({ questionNumber }) => questionNumber)).toEqual([1, 1, 1, 1, 2]);
  });

  it.each<[string, readonly Look[], Partial<Status>]>([
    ['at rest', [done, left, blank, drawn], { state: 'stopped', summary: words }],
    ['before it had drawn itself', [done, left, blank], { state: 'stopped', summary: words }],
    ['at its first start', [{ screen: lines('') }], { state: 'stopped', summary: 'stopped' }],
    ['twice', [done, left, drawn, { ...left, pane: { ...again, dead: true } }, drawn], { summary: words }],
  ])('keeps its words when it is stopped, %s', (_when, looks, expected) => {
    const pid = looks.at(-1)?.pane?.pid ?? pane.pid;
    const userState = { version: 1, stoppedAt: 90_000 } as const;
    const stopped = { pane: { ...pane, pid, dead: true, signal: 15 }, userState, now: 90_000 };
    expect(last([...looks, stopped])).toMatchObject(expected);
  });

  it.each<[string, Look]>([
    ['at once', drawn],
    ['while it draws its last words', { pane: again, screen: lines('Resume this session with:') }],
  ])('has completed when it is left without a turn, %s', (_when, look) => {
    expect(last([done, left, blank, drawn, look, leftAgain])).toMatchObject({
      state: 'completed',
      summary: words,
    });
    expect(last([done, left, blank, drawn, look, leftAgain])?.since).toBe(watch([done])[0]?.since);
  });

  it.each<[string, Look, string]>([
    [
      'with an error',
      { screen: lines('Error: native binary not installed.', '', 'Node.js v20.20.0') },
      'exited (1): Error: native binary not installed.',
    ],
    ['without a word', {}, 'exited (1)'],
    [
      'with words of no fault',
      { screen: lines('Please update to 3.0.') },
      'exited (1): Please update to 3.0.',
    ],
  ])('has failed in its own words when it cannot start any more, %s', (_how, said, summary) => {
    const broken = { pane: { ...again, dead: true, exitCode: 1 }, events: [event('Started', 2900)] };
    expect(last([done, left, { ...broken, ...said }])).toMatchObject({ state: 'failed', summary });
    const good = { ...broken, pane: { ...broken.pane, exitCode: 0 } };
    expect(last([done, left, { ...good, ...said }])).toMatchObject({
      state: 'failed',
      summary: summary.replace('(1)', '(0)'),
    });
  });

  it('has completed nothing when its turn was cut off', () => {
    const seen = watch([{ screen: 'working' }, killed, blank, drawn]);
    expect(seen.at(-1)).toMatchObject({ state: 'idle', summary: 'interrupted', process: 'alive' });
    const turn = [
      { pane: again, screen: 'working' },
      { pane: again, screen: 'done-plain' },
    ];
    expect(last([{ screen: 'working' }, killed, blank, drawn, ...turn])).toMatchObject({
      state: 'completed',
    });
  });

  it('has been cleared when a person clears it', () => {
    const cleared = { pane: again, events: [event('SessionStart', 4900, { source: 'clear' })] };
    expect(last([done, left, blank, drawn, { ...cleared, screen: 'idle-fresh' }])).toMatchObject({
      state: 'idle',
    });
  });

  it.each([
    ['codex', codexScreen('100x30-hello'), codexScreen('resumed-w100'), codexScreen('100x30-title-stream')],
    [
      'gemini',
      geminiScreen('finished-tool-w100'),
      geminiScreen('resumed-w100'),
      geminiScreen('working-think-w100'),
    ],
    [
      'opencode',
      opencodeScreen('100x30-done'),
      opencodeScreen('resumed-w100'),
      opencodeScreen('working-tool-w100'),
    ],
  ])('is where it was, whichever agent it is: %s', (agent, finished, resumed, works) => {
    const its: Spec = { ...spec, agent };
    const looks: readonly Look[] = [
      { screen: works },
      { screen: finished },
      left,
      { pane: again, screen: lines('') },
      { pane: again, screen: resumed },
    ];
    const seen = watch(looks.map(look => ({ ...look, spec: its })));
    expect(seen.at(-1)).toMatchObject({
      state: 'completed',
      summary: seen[1]?.summary,
      since: seen[1]?.since,
    });
    expect(journalOf(seen, agent)).toBe('finished a turn, ended');
    const turn = [...looks, { pane: again, screen: works }, { pane: again, screen: finished }];
    expect(journalOf(watch(turn.map(look => ({ ...look, spec: its }))), agent)).toBe(
      'finished 2 turns, ended',
    );
  });

  it('shows recorded screens that are what they are taken for', () => {
    expect(findAgent('claude')?.readScreen(recordedScreen('resumed-by-id')).state).toBe('completed');
  });
});
