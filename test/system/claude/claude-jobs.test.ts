import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeJobs } from '../../../src/system/claude/claude-jobs.ts';
import { scratchDirectory } from '../scratch.ts';

const id = '815cc2d3';
const conversation = '815cc2d3-374e-45fa-abaa-41a32cf4a36e';
const state = {
  state: 'working',
  detail: 'Creating a file',
  sessionId: conversation,
  cwd: '/home/me/proj',
  updatedAt: '2026-11-27T19:47:32.396Z',
};

function withJob() {
  const home = scratchDirectory();
  const write = (name: string, value: unknown) => {
    const path = join(home, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  };
  write(`jobs/${id}/state.json`, state);
  return { jobs: claudeJobs({ CLAUDE_CONFIG_DIR: home }), write };
}

test('the sessions of the background service, without what is none', () => {
  const { jobs, write } = withJob();
  write('jobs/pins.json', '[]');
  write('jobs/aaaaaaaa/tmp/x', '');
  write('jobs/bbbbbbbb/state.json', '{"state": ');
  expect(jobs.all().map(job => [job.id, job.sessionId])).toEqual([[id, conversation]]);
  expect(claudeJobs({ CLAUDE_CONFIG_DIR: '/nowhere' }).all()).toEqual([]);
});

test('a session is read again when what it does, or its last words, have changed', () => {
  const { jobs, write } = withJob();
  const [first] = jobs.all();
  expect(jobs.one(id)).toBe(first);
  write(`jobs/${id}/state.json`, { ...state, state: 'done' });
  expect(jobs.one(id)?.event.data).toMatchObject({ state: 'done' });
  write(`jobs/${id}/timeline.jsonl`, `{"state":"working"}\n{"state":"done","text":"All is done."}\n`);
  expect(jobs.one(id)?.event.data).toMatchObject({ said: 'All is done.' });
});

test('where each lives, and which conversation was moved there', () => {
  const { jobs, write } = withJob();
  const launch = { mode: 'resume', fork: true, sessionId: `/x/.claude/projects/-x/${conversation}.jsonl` };
  const workers = {
    [id]: { pid: 10, procStart: '100', replPid: 11, replProcStart: '101', dispatch: { launch } },
    cccccccc: { pid: 12, procStart: '102' },
    dddddddd: { pid: '13' },
  };
  write('daemon/roster.json', { proto: 1, workers });
  expect(Object.fromEntries(jobs.workers())).toEqual({
    [id]: { pid: 11, procStart: '101', from: conversation },
    cccccccc: { pid: 12, procStart: '102' },
  });
});
