import { expect, test } from 'vitest';
import { claudeJobEvent } from '../../../src/core/agents/claude/claude-job.ts';
import { event, pane, spec, watch } from './observation.ts';

const nowhere = { ...pane, pane: '', session: '' };
const dead = { ...nowhere, pid: 0, dead: true };
const adopted = { spec: { ...spec, kind: 'adopted' as const }, place: undefined, claudeJob: spec.id };
const job = (at: number, data: Record<string, unknown>) => event(claudeJobEvent, at, data);

test('a session that its service has stopped is stopped, since when it was', () => {
  const events = [job(500, { state: 'stopped', detail: 'stopped' })];
  const [ended] = watch([{ ...adopted, pane: { ...dead, exitCode: 0 }, endedAt: 500, events }]);
  expect(ended).toMatchObject({ state: 'stopped', process: 'exited', endedAt: 500, claudeJob: spec.id });
});

test('a conversation that moves to the background in a turn goes on as what it was', () => {
  const [before, moved] = watch([
    { events: [event('UserPromptSubmit', 900, { prompt: 'go on' })] },
    { pane: { ...nowhere, pid: 200 }, place: undefined, claudeJob: 'edd037e6' },
  ]);
  expect(moved).toMatchObject({ state: 'working', summary: 'go on', process: 'alive', pid: 200 });
  expect(moved?.startedAt).toBe(before?.startedAt);
});

test('what stood in the terminal that it has left counts no more', () => {
  const [, , moved] = watch([
    { screen: '200x50-permission' },
    { pane: { ...nowhere, pid: 200 }, place: undefined, claudeJob: 'edd037e6' },
    {
      pane: { ...nowhere, pid: 200 },
      place: undefined,
      claudeJob: 'edd037e6',
      events: [event('UserPromptSubmit', 2900, { prompt: 'go on' })],
    },
  ]);
  expect(moved).toMatchObject({ state: 'working', summary: 'go on' });
});

test('without word from its service a process that is gone has failed', () => {
  const looks = watch([
    { ...adopted, pane: nowhere, events: [job(900, { state: 'working', detail: 'Editing' })] },
    { ...adopted, pane: dead },
    { ...adopted, pane: dead, now: 4000 },
    { ...adopted, pane: dead, now: 9000 },
  ]);
  expect(looks.map(({ state, process }) => `${state} ${process}`)).toEqual([
    'working alive',
    'working alive',
    'working alive',
    'failed exited',
  ]);
});

const asks = (waitingFor: string) => ({
  pid: 100,
  sessionId: 'x',
  cwd: '/p',
  status: 'waiting' as const,
  waitingFor,
  updatedAt: 1900,
});

test.each([
  ['a dialog of its own, such as that of /logout', 'dialog open', 'completed', 'All is done.'],
  ['a permission that a turn waits for', 'permission prompt', 'stopped', 'exited in the middle of a turn'],
])('an agent that ends with %s open: %s', (_what, waitingFor, state, summary) => {
  const [, , ended] = watch([
    { events: [event('Stop', 900, { last_assistant_message: 'All is done.' })] },
    { sessionFile: asks(waitingFor) },
    { pane: { ...pane, dead: true, exitCode: 0 }, sessionFile: asks(waitingFor) },
  ]);
  expect(ended).toMatchObject({ state, summary, process: 'exited' });
});
