import { expect, test } from 'vitest';
import {
  type ProgressMemory,
  type ProgressStep,
  progressOf,
  toolProgress,
  withStep,
} from '../../../src/core/session/progress.ts';

const after = (...steps: readonly ProgressStep[]) => progressOf(steps.reduce(withStep, {} as ProgressMemory));
const started: ProgressStep = { type: 'agent-started' };
const stopped: ProgressStep = { type: 'agent-stopped' };

test('counts a list of things to do, as each agent writes it', () => {
  const items = ['completed', 'completed', 'in_progress', 'pending', 'cancelled'].map(status => ({ status }));
  const list = { type: 'list', done: 2, total: 4 };
  expect(toolProgress('TodoWrite', { todos: items })).toEqual(list);
  expect(toolProgress('todowrite', { todos: items })).toEqual(list);
  expect(toolProgress('update_plan', { plan: items })).toEqual(list);
});

test('counts tasks that are created and finished one by one', () => {
  const step = (tool: string, input: Record<string, unknown>) => toolProgress(tool, input) as ProgressStep;
  const made = [1, 2, 3].map(() => step('TaskCreate', { subject: 'x' }));
  const done = step('TaskUpdate', { taskId: '1', status: 'completed' });
  expect(after(...made, done, done)).toEqual({ done: 1, total: 3 });
  expect(toolProgress('TaskUpdate', { taskId: '1', status: 'in_progress' })).toBeUndefined();
});

test('counts subagents while they run, then the list again', () => {
  const list: ProgressStep = { type: 'list', done: 1, total: 5 };
  expect(after(list, started, started, stopped)).toEqual({ done: 1, total: 2 });
  expect(after(list, started, started, stopped, stopped)).toEqual({ done: 1, total: 5 });
});

test('one thing alone is no count, and a new prompt begins again', () => {
  expect(after(started)).toBeUndefined();
  expect(after({ type: 'list', done: 0, total: 1 })).toBeUndefined();
  expect(after(started, started, { type: 'begins-again' })).toBeUndefined();
});

test('what a hook may say wrongly is no count', () => {
  expect(toolProgress('TodoWrite', { todos: 'many' })).toBeUndefined();
  expect(toolProgress('TodoWrite', { todos: [null, 3, {}] })).toEqual({ type: 'list', done: 0, total: 3 });
  expect(toolProgress('TaskUpdate', { taskId: 7, status: 'completed' })).toBeUndefined();
  expect(after(stopped, stopped)).toBeUndefined();
});
