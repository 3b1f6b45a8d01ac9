import { expect, test } from 'vitest';
import { readClaudeEvent } from '../../../../src/core/agents/claude/claude-events.ts';
import { parseClaudeJob, readClaudeJob } from '../../../../src/core/agents/claude/claude-job.ts';

/** As Claude Code 2.1.328 writes it. */
const state = {
  state: 'working',
  detail: 'Creating a file',
  tempo: 'active',
  output: null,
  template: 'bg',
  intent: 'make it so',
  sessionId: '815cc2d3-374e-45fa-abaa-41a32cf4a36e',
  cwd: '/home/me/proj',
  createdAt: '2026-11-27T19:47:30.532Z',
  updatedAt: '2026-11-27T19:47:32.396Z',
};

test.each([
  [{}, { state: 'working', summary: 'Creating a file' }],
  [
    { tempo: 'blocked', needs: 'approve Bash: touch a.txt && echo created' },
    { state: 'needs-input', waitingFor: 'permission', summary: 'Bash: touch a.txt && echo created' },
  ],
  [
    { tempo: 'blocked', needs: 'approve Write: /home/me/proj/a.txt' },
    {
      state: 'needs-input',
      waitingFor: 'permission',
      question: { header: 'Write', body: '/home/me/proj/a.txt' },
    },
  ],
  [
    { tempo: 'blocked', needs: 'approve plan' },
    { state: 'needs-input', waitingFor: 'plan' },
  ],
  [{ tempo: 'blocked', needs: 'send a prompt to start' }, { state: 'idle' }],
  [
    { state: 'blocked', tempo: 'blocked', needs: 'A double jump or a wall climb?' },
    {
      state: 'needs-input',
      question: { kind: 'prose', text: 'A double jump or a wall climb?' },
      turn: 'ends',
    },
  ],
  [
    { tempo: 'blocked', needs: 'sign in again' },
    { state: 'needs-input', waitingFor: 'dialog' },
  ],
  [
    { state: 'done', tempo: 'idle', detail: 'x', output: { result: 'menu and credits done' } },
    { state: 'completed', summary: 'menu and credits done' },
  ],
  [
    { state: 'done', detail: 'finished', output: { result: 'finished' }, said: 'First.\n\nAll is\ndone.' },
    { state: 'completed', summary: 'All is done.' },
  ],
  [
    { state: 'failed', detail: 'API Error: 400' },
    { state: 'failed', summary: 'API Error: 400' },
  ],
  [{ state: 'stopped', detail: 'stopped' }, { state: 'stopped' }],
])('what the service of Claude Code says of a session: %o', (fields, expected) => {
  expect(readClaudeJob({ ...state, ...fields })).toMatchObject(expected);
});

test('a question of a background session has its choices', () => {
  const questions = [
    {
      question: 'Which database?',
      options: [{ label: 'SQLite', description: 'One file' }, { label: 'MySQL' }],
    },
    { question: 'Which licence?', options: [{ label: 'MIT' }] },
  ];
  const { question } = readClaudeJob({
    ...state,
    tempo: 'blocked',
    needs: 'answer: …',
    block: { questions },
  });
  expect(question).toEqual({
    kind: 'question',
    text: 'Which database?',
    options: [{ label: 'SQLite', description: 'One file' }, { label: 'MySQL' }],
  });
});

test('what a turn came to keeps its time when the file is written once more', () => {
  const over = { ...state, state: 'done', updatedAt: '2026-11-27T20:00:00.000Z' };
  const line = { at: '2026-11-27T19:50:00.000Z', state: 'done', text: 'All is done.' };
  const job = parseClaudeJob('815cc2d3', over, line);
  expect(job?.event.at).toBe(Date.parse('2026-11-27T19:50:00.000Z'));
  expect(job && readClaudeEvent(job.event)).toMatchObject({ state: 'completed', summary: 'All is done.' });
});

test.each([
  null,
  [],
  'x',
  { ...state, sessionId: '--help' },
  { ...state, cwd: 'proj' },
  { ...state, updatedAt: 7 },
])('a state file of another shape is no session: %j', json => {
  expect(parseClaudeJob('815cc2d3', json, undefined)).toBeUndefined();
});
