import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TerminalFact } from '../../../src/core/screen/screen.ts';
import { type WaitingMemory, withWaiting } from '../../../src/supervisor/loop/find-waiting.ts';
import { pane } from '../../helpers/sample-session.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const id = 'aaaaaaaa';
const sessions = [aSession(id, { spec: { kind: 'exec', agent: 'shell' } })];
/** Words at which the cursor stands, printed at noon by a program that lives. */
const asking: TerminalFact = { ...pane, id, pid: process.pid, cursorX: 7, cursorY: 3, activityAt: noon };

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** When the job was looked at last; undefined where that does not matter. */
function lookedAt(memory: WaitingMemory, terminal: TerminalFact, now: number): number | undefined {
  const [seen] = withWaiting(memory, { sessions, panes: [terminal], now });
  return seen?.waits?.at;
}

it('looks at a job that has words for an answer at once, then again while they are new', () => {
  const memory: WaitingMemory = new Map();
  expect(lookedAt(memory, asking, noon + 300)).toBe(noon + 300);
  vi.advanceTimersByTime(500);
  expect(lookedAt(memory, asking, noon + 800)).toBe(noon + 300);
  vi.advanceTimersByTime(500);
  expect(lookedAt(memory, asking, noon + 1300)).toBe(noon + 1300);
});

it('looks seldom at one that has printed nothing since, and soon where the words are others', () => {
  const memory: WaitingMemory = new Map();
  lookedAt(memory, asking, noon + 1200);
  vi.advanceTimersByTime(4000);
  expect(lookedAt(memory, asking, noon + 5200)).toBe(noon + 1200);
  expect(lookedAt(memory, { ...asking, cursorX: 9 }, noon + 5200)).toBe(noon + 5200);
  vi.advanceTimersByTime(5100);
  expect(lookedAt(memory, { ...asking, cursorX: 9 }, noon + 10_300)).toBe(noon + 10_300);
});

it('does not look at one whose lines come and are ended, until they stop', () => {
  const memory: WaitingMemory = new Map();
  const printing = { ...asking, cursorX: 0 };
  expect(lookedAt(memory, printing, noon + 300)).toBeUndefined();
  vi.advanceTimersByTime(2000);
  expect(lookedAt(memory, printing, noon + 2300)).toBe(noon + 2300);
  expect(lookedAt(memory, { ...printing, activityAt: noon + 3000 }, noon + 3200)).toBeUndefined();
});

it('asks of shell jobs alone, and forgets those that have ended', () => {
  const memory: WaitingMemory = new Map();
  const agent = { ...asking, id: 'bbbbbbbb' };
  const all = [...sessions, aSession('bbbbbbbb')];
  const [job, other] = withWaiting(memory, { sessions: all, panes: [asking, agent], now: noon });
  expect([job?.waits?.at, other?.waits]).toEqual([noon, undefined]);
  expect(lookedAt(memory, { ...asking, dead: true }, noon)).toBeUndefined();
  expect(memory.size).toBe(0);
});
