import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { keepLive } from '../../../src/app/sessions/live.ts';
import type { SessionSource } from '../../../src/core/source.ts';
import { peekOf } from '../../../src/ui/peek/peek.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { type MemorySource, memorySource } from '../../helpers/memory-source.ts';
import { aSession, aState, noon } from '../../helpers/sessions.ts';

const [first, second] = ['aaaaaaaa', 'bbbbbbbb'];
const idle = { state: 'idle' } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows what has changed as soon as the source tells', async () => {
  const memory = memorySource(aSession(first));
  const { summaries } = open(memory);
  memory.put(aSession(first, { status: { summary: 'compiles' } }), aSession(second));
  await pass(0);
  expect(summaries()).toEqual(['compiles', `summary of ${second}`]);
  memory.remove(first);
  await pass(0);
  expect(summaries()).toEqual([`summary of ${second}`]);
});

it('reads again by itself what it was not told: at once while a session works, at rest now and then', async () => {
  const memory = memorySource(aSession(first));
  const { summaries } = open(memory, { ...memory.source, watch: () => () => {} });
  memory.put(aSession(first, { status: { ...idle, summary: 'done' } }));
  await pass(1000);
  expect(summaries()).toEqual(['done']);
  memory.put(aSession(first, { status: { ...idle, summary: 'asked' } }));
  await pass(2000);
  expect(summaries()).toEqual(['done']);
  await pass(3000);
  expect(summaries()).toEqual(['asked']);
});

it('turns icons alone between two seconds, unless something waits for the time', async () => {
  const { state, set } = open(memorySource(aSession(first)));
  const times: number[] = [];
  const beats = async () => {
    const before = state();
    await pass(334);
    times.push(state().clock.beat - before.clock.beat);
    return state().clock.beat !== before.clock.beat && state().sessions === before.sessions;
  };
  expect([await beats(), await beats()]).toEqual([true, true]);
  expect(times).toEqual([1, 1]);
  set({ notices: { current: { text: 'sent', tone: 'success', until: noon - 1 } } });
  await pass(334);
  expect(state().notices.current).toBeUndefined();
});

it('keeps the rows of a source that cannot be read, and says why, until it can', async () => {
  const memory = memorySource(aSession(first), aSession(second));
  const { summaries, state } = open(memory);
  memory.fail('The sessions could not be read: the disk reports an error.');
  memory.remove(second);
  await pass(2000);
  expect(summaries()).toHaveLength(2);
  expect(state().sessions.problems).toEqual(['The sessions could not be read: the disk reports an error.']);
  memory.fail(undefined);
  await pass(2000);
  expect([summaries().length, state().sessions.problems]).toEqual([1, []]);
});

it('tells of a record that cannot be read beside the others', async () => {
  const memory = memorySource(aSession(first), aSession(second));
  const { state } = open(memory);
  memory.damage(second, 'Its record is torn.');
  await pass(0);
  expect(state().sessions.problems).toEqual(['Its record is torn.']);
  expect(state().sessions.all.map(({ unreadable }) => unreadable)).toEqual([
    undefined,
    'Its record is torn.',
  ]);
});

it('follows the screen of the peeked session', async () => {
  const memory = memorySource(aSession(first, { status: idle }));
  const { peek, state } = open(memory);
  memory.print(first, 'one');
  peek(first);
  await pass(0);
  expect(state().peek.open?.lines).toEqual(['one']);
  memory.print(first, 'two');
  await pass(400);
  expect(state().peek.open?.lines).toEqual(['one', 'two']);
  const { length } = memory.looks;
  peek(undefined);
  await pass(2000);
  expect(memory.looks.length).toBeLessThanOrEqual(length + 1);
});

it('asks for one screen at a time, however fast the peek went over other rows', async () => {
  const memory = memorySource(aSession(first), aSession(second));
  const { peek } = open(memory);
  for (const id of [first, second, first]) peek(id);
  await pass(0);
  const { length } = memory.looks;
  await pass(4000);
  expect(memory.looks.slice(length)).toEqual(Array.from({ length: 10 }, () => first));
});

it('goes on beside a screen that is never answered', async () => {
  const memory = memorySource(aSession(first), aSession(second));
  const { peek, state, summaries } = open(memory);
  memory.print(second, 'here');
  memory.silence(true);
  peek(first);
  await pass(2000);
  memory.put(aSession(first, { status: { summary: 'compiles' } }));
  await pass(0);
  expect([summaries()[0], state().peek.open?.lines]).toEqual(['compiles', []]);
  memory.silence(false);
  peek(second);
  await pass(0);
  expect(state().peek.open?.lines).toEqual(['here']);
});

it('shows no screen that came too late on the row that is peeked by then', async () => {
  const memory = memorySource(aSession(first), aSession(second));
  const { peek, state } = open(memory);
  memory.print(first, 'of the first');
  memory.silence(true);
  for (const id of [first, second]) peek(id);
  memory.silence(false);
  await pass(400);
  expect([state().peek.open?.id, state().peek.open?.lines]).toEqual([second, []]);
});

it('looks again at a screen that could not be seen, and shows what was there until then', async () => {
  const memory = memorySource(aSession(first));
  const { peek, state } = open(memory);
  memory.print(first, 'one');
  peek(first);
  await pass(0);
  memory.fail('tmux did not answer.');
  memory.print(first, 'two');
  await pass(2000);
  expect(state().peek.open?.lines).toEqual(['one']);
  memory.fail(undefined);
  await pass(400);
  expect(state().peek.open?.lines).toEqual(['one', 'two']);
});

it('puts the scrollback above what the person has begun to read', async () => {
  const memory = memorySource(aSession(first));
  const lines = Array.from({ length: 80 }, (_, at) => `line ${at}`);
  memory.print(first, ...lines);
  const shown = lines.slice(-20);
  const screen: SessionSource['screen'] = async () => ({ lines: shown, trouble: undefined, kept: undefined });
  const { peek, state, set } = open(memory, { ...memory.source, screen });
  peek(first);
  await pass(0);
  const before = state().peek.open;
  if (before) set({ peek: { open: { ...before, held: shown, top: 0 } } });
  await pass(0);
  expect([state().peek.open?.held, state().peek.open?.top]).toEqual([lines, 60]);
});

it('reads no screen while another program has the terminal, and the list when it comes back', async () => {
  const memory = memorySource(aSession(first));
  const { live, peek, calls } = open(memory);
  peek(first);
  await pass(1000);
  live.pause();
  const { length } = memory.looks;
  calls.length = 0;
  await pass(10_000);
  expect([memory.looks.length, calls]).toEqual([length, []]);
  live.resume();
  await pass(0);
  expect([memory.looks.length, calls]).toEqual([length + 1, ['second', 'viewed']]);
});

it('leaves nothing running when it is closed', () => {
  const { live, peek } = open(memorySource(aSession(first)));
  peek(first);
  live.close();
  expect(vi.getTimerCount()).toBe(0);
});

/** Time that passes, with all that is due in it. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

function open(memory: MemorySource, source = memory.source) {
  const view = createViewStore(aState(source.read().sessions), () => {});
  const { getState: state } = view.store;
  const calls: string[] = [];
  const live = keepLive({
    ...{ view, source, now: () => noon, setTime: beats => view.setTime(noon, beats) },
    onRead: () => {},
    problems: ofSessions => ofSessions,
    onSecond: () => void calls.push('second'),
    onViewed: () => void calls.push('viewed'),
  });
  onTestFinished(live.close);
  return {
    ...{ live, calls, state, set: view.set },
    summaries: () => state().sessions.all.map(({ status }) => status.summary),
    peek: (id: string | undefined) =>
      view.set({ peek: { open: id === undefined ? undefined : peekOf(state(), id) } }),
  };
}
