import { expect, test } from 'vitest';
import { findAgent } from '../../../src/core/agents/index.ts';
import { type Journal, type Looked, withLook } from '../../../src/core/journal/journal.ts';
import { attachWords, recapWords } from '../../../src/core/journal/recap.ts';
import type { Question } from '../../../src/core/question/question.ts';
import type { Status } from '../../../src/core/session/session.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const status = (part: Partial<Status>) => aSession('aaaaaaaa', { status: part }).status;
const working = status({ state: 'working' });
const question: Question = { kind: 'permission', text: 'Proceed?', options: [{ label: 'Yes' }] };

function look(part: Partial<Looked>, journal: Journal = []): Journal {
  const agent = findAgent('claude');
  return withLook(journal, { now: noon, previous: working, next: working, events: [], agent, ...part });
}

const tool = (name: string, event = 'PostToolUse') => ({
  name: event,
  at: noon,
  data: { tool_name: 'Bash', tool_input: { command: name } },
});

test.each<[string, Partial<Looked>, string]>([
  ['a turn that ends', { next: status({ state: 'completed' }) }, 'finished a turn'],
  [
    'a turn that passes between two looks',
    {
      previous: status({ state: 'completed', since: 1 }),
      next: status({ state: 'completed', since: 2 }),
    },
    'finished a turn',
  ],
  [
    'a second turn that the hook tells of at once',
    {
      previous: status({ state: 'completed', since: 1000, memory: { lastTurnAt: 1000 } }),
      next: status({ state: 'completed', since: 2000, memory: { lastTurnAt: 2000 } }),
    },
    'finished a turn',
  ],
  [
    'the word of the hook about a turn whose end the screen has shown',
    {
      previous: status({ state: 'completed', since: 1000 }),
      next: status({ state: 'completed', since: 1003, memory: { lastTurnAt: 1003 } }),
    },
    '',
  ],
  [
    'a turn that ends with a question in prose',
    {
      next: status({
        state: 'needs-input',
        question: { kind: 'prose', text: 'Go on?', options: [] },
        questionNumber: 1,
      }),
    },
    'finished a turn, asked once',
  ],
  [
    'a first turn that nobody saw working',
    {
      previous: status({ state: 'unknown', process: 'none' }),
      next: status({ state: 'completed', memory: { lastTurnAt: 5 } }),
    },
    'finished a turn',
  ],
  [
    'a screen that can be read again',
    { previous: status({ state: 'unknown' }), next: status({ state: 'completed' }) },
    '',
  ],
  [
    'the end of a job',
    { agent: findAgent('shell'), next: status({ state: 'completed', process: 'exited' }) },
    'ended',
  ],
  ['tools', { events: [tool('a'), tool('b')] }, 'ran 2 tools'],
  ['a tool that failed', { events: [tool('a', 'PostToolUseFailure')] }, 'ran a tool'],
  [
    'a tool that is about to run, or waits for permission,',
    { events: ['PreToolUse', 'PermissionRequest'].map(name => tool('a', name)) },
    '',
  ],
  [
    'the tool with which the agent asks',
    { events: [{ name: 'PostToolUse', at: noon, data: { tool_name: 'AskUserQuestion' } }] },
    '',
  ],
  ['a question', { next: status({ state: 'needs-input', question, questionNumber: 1 }) }, 'asked once'],
  ['a failure', { next: status({ state: 'failed' }) }, 'failed'],
  ['the end', { next: status({ state: 'completed', process: 'exited' }) }, 'finished a turn, ended'],
])('%s is written down', (_name, part, words) => {
  expect(recapWords(look(part), noon - 1)).toBe(words);
});

test('a look that shows nothing new leaves the journal as it is', () => {
  const journal = look({ events: [tool('a')] });
  expect(look({}, journal)).toBe(journal);
  const asks = status({ state: 'needs-input', question, questionNumber: 3 });
  expect(look({ previous: asks, next: asks }, journal)).toBe(journal);
});

test('the pages of one dialog are one question', () => {
  const page = (questionNumber: number, at: number) =>
    status({
      state: 'needs-input',
      question: { ...question, kind: 'question', text: `Page ${questionNumber}` },
      questionNumber,
      memory: { told: { at, isSeen: true } },
    });
  const journal = look({ next: page(1, 5) });
  expect(look({ previous: page(1, 5), next: page(2, 5) }, journal)).toBe(journal);
  expect(look({ previous: page(2, 5), next: page(3, 6) }, journal)).toHaveLength(2);
});

test('a recap tells only what came after the last look', () => {
  const journal: Journal = [
    { at: 1, deed: 'turn', count: 1 },
    { at: 5, deed: 'turn', count: 1 },
    { at: 6, deed: 'tool', count: 7 },
    { at: 9, deed: 'turn', count: 1 },
    { at: 9, deed: 'asked', count: 1 },
  ];
  expect(recapWords(journal, 4)).toBe('finished 2 turns, ran 7 tools, asked once');
  expect(recapWords(journal, 9)).toBe('');
});

test('a journal stays small: tools of a minute are one entry, and the oldest entries give way', () => {
  let journal: Journal = [];
  for (let count = 0; count < 50; count++) journal = look({ events: [tool('a')] }, journal);
  expect(journal).toEqual([{ at: noon, deed: 'tool', count: 50 }]);
  for (let count = 0; count < 500; count++) journal = look({ next: status({ state: 'failed' }) }, journal);
  expect(journal).toHaveLength(200);
});

test('what tmux is given to say are plain words that fit into 80 columns', () => {
  const words = attachWords('finished 12 turns, ran 48 tools, asked 3 times', {
    since: noon - 7_200_000,
    now: noon,
  });
  expect(words).toBe('Away 2h: finished 12 turns, ran 48 tools, asked 3 times. Ctrl+Z comes back');
  expect(words.length).toBeLessThan(80);
  expect(words).toMatch(/^[A-Za-z0-9 ,.:+-]+$/);
});
