import { describe, expect, it } from 'vitest';
import { claudeEvents } from '../../../src/core/agents/claude/claude-events.ts';
import { parseSessionFile } from '../../../src/core/agents/claude/claude-session-file.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import type { Screen } from '../../../src/core/screen/screen.ts';
import type { Status } from '../../../src/core/session/session.ts';
import { states } from '../../../src/core/session/state.ts';
import { recorded, recordedScreen } from '../agents/recorded.ts';
import { pane, place, shellSpec, spec } from './observation.ts';

/** mulberry32: the same numbers for the same seed. */
function random(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  return { below, pick, chance: (part: number) => next() < part };
}
type Random = ReturnType<typeof random>;

const scraps = [
  '❯ ',
  '❯ 1. Yes',
  '   2. No',
  '─'.repeat(80),
  '╌'.repeat(80),
  '▔'.repeat(80),
  '● x',
  '  ⎿  y',
  '✻ z… (1s)',
  '',
  '\u009b[31m',
  '👍🏽',
  '\ud800',
];
const values = [
  undefined,
  null,
  42,
  '',
  'x',
  [],
  {},
  [null],
  { questions: 7 },
  { command: ['a'] },
  'Bash',
  'AskUserQuestion',
  true,
];
const fields = [
  'tool_name',
  'tool_input',
  'last_assistant_message',
  'background_tasks',
  'error',
  'session_id',
  'prompt',
  'source',
];

function anyScreen({ below, pick, chance }: Random): Screen {
  const known = recordedScreen(pick(recorded).file.replace('.txt', ''));
  if (chance(0.4)) return known;
  if (chance(0.5)) return { ...known, lines: known.lines.slice(below(45), below(45)), width: below(200) };
  return { ...known, lines: Array.from({ length: below(30) }, () => pick(scraps)) };
}

function look(source: Random, now: number, previous: Status | undefined) {
  const { below, pick, chance } = source;
  const data = () => Object.fromEntries(fields.map(field => [field, pick(values)]));
  const events = Array.from({ length: below(4) }, () => ({
    name: pick([...claudeEvents, 'x', 'toString']),
    at: now - below(3000),
    data: data(),
  }));
  const file = {
    pid: 1,
    sessionId: 's',
    status: pick(['idle', 'busy', 'waiting', 'x', 7]),
    updatedAt: pick([now, now - 5000, 'x', -1]),
  };
  const facts = {
    ...pane,
    pid: 100 + below(2),
    dead: chance(0.1),
    ...(chance(0.5) ? { exitCode: below(3) } : { signal: below(20) }),
  };
  return {
    now,
    previous,
    spec: pick([spec, shellSpec, { ...spec, agent: 'nobody' }]),
    userState: { version: 1, ...(chance(0.1) && { stoppedAt: now }) } as const,
    pane: chance(0.9) ? facts : undefined,
    place,
    serverGone: chance(0.05),
    screen: chance(0.6) ? anyScreen(source) : undefined,
    events,
    sessionFile: chance(0.5) ? parseSessionFile(file) : undefined,
  };
}

describe('whatever comes from outside', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('is concluded on, run %i', seed => {
    const source = random(seed);
    let status: Status | undefined;
    for (let now = 1000; now < 60_000; now += 1000) {
      const input = look(source, now, status);
      const next = observe(input);
      expect(states).toContain(next.state);
      expect(next.summary).toMatch(/^[^\n]{0,200}$/);
      expect(next.questionNumber - (status?.questionNumber ?? 0)).toBeOneOf([0, 1]);
      expect(next.evidence.filter(each => each.decided)).toHaveLength(1);
      // Looked at again at once, with nothing new, it is the very same.
      expect(observe({ ...input, previous: next, screen: undefined, events: [] })).toBe(next);
      expect(JSON.parse(JSON.stringify(next))).toEqual(next);
      status = next;
    }
  });
});
