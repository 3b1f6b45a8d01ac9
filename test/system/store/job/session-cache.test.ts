import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withUnreadable } from '../../../../src/core/session/unreadable.ts';
import type { Paths } from '../../../../src/system/files/paths.ts';
import { createJob, trashJob } from '../../../../src/system/store/job/jobs.ts';
import { sessionCache } from '../../../../src/system/store/job/session-cache.ts';
import { writeStatus } from '../../../../src/system/store/job/statuses.ts';
import { waitFor } from '../../../helpers/wait.ts';
import { scratchPaths, specOf, statusOf } from '../../scratch.ts';

function withJobs(...ids: string[]): Paths {
  const paths = scratchPaths();
  for (const id of ids) createJob(paths, specOf(id), { prompt: '', files: {} });
  return paths;
}

test('what has not changed is the same object, and the whole list too', () => {
  const cache = sessionCache(withJobs('00000001', '00000002'));
  const first = cache.read();
  const second = cache.read();
  expect([first.changed, second.changed]).toEqual([true, false]);
  expect(first.sessions.map(session => session.id)).toEqual(['00000001', '00000002']);
  expect(second.sessions).toBe(first.sessions);
});

test('a change gives a new object for that session only', () => {
  const paths = withJobs('00000001', '00000002');
  const cache = sessionCache(paths);
  const before = cache.read().sessions;
  writeStatus(paths, statusOf('00000002'));
  const after = cache.read();
  expect(after.changed).toBe(true);
  expect(after.sessions[0]).toBe(before[0]);
  expect(after.sessions[1]?.status.state).toBe('idle');
});

test('of many writes within one tick of the clock none is missed', () => {
  const paths = withJobs('00000001');
  const cache = sessionCache(paths);
  for (let number = 0; number < 150; number++) {
    writeStatus(paths, statusOf('00000001', { questionNumber: number }));
    expect(cache.read().sessions[0]?.status.questionNumber).toBe(number);
  }
});

test('a second write that leaves the directory the same time is seen', () => {
  const paths = withJobs('00000001');
  const cache = sessionCache(paths);
  const now = Date.now() / 1000;
  for (const questionNumber of [1, 2]) {
    writeStatus(paths, statusOf('00000001', { questionNumber }));
    utimesSync(join(paths.jobs, '00000001'), now, now);
    expect(cache.read().sessions[0]?.status.questionNumber).toBe(questionNumber);
  }
});

test('a directory at rest is not read again', async () => {
  const paths = withJobs('00000001');
  const cache = sessionCache(paths);
  const directory = join(paths.jobs, '00000001');
  utimesSync(directory, 1000, 1000);
  cache.read();
  // Written in place, which our own writes never are: the directory's time stays.
  writeFileSync(join(directory, 'spec.json'), 'broken');
  expect(cache.read()).toMatchObject({ changed: false, bad: [] });
  utimesSync(directory, 1001, 1001);
  await waitFor(() => cache.read().bad.length === 1, { what: 'the broken spec to be seen' });
});

test('removed sessions leave, foreign and unfinished entries are passed over', () => {
  const paths = withJobs('00000001', '00000002');
  const cache = sessionCache(paths);
  cache.read();
  trashJob(paths, '00000001');
  mkdirSync(join(paths.jobs, '.new-00000003'));
  mkdirSync(join(paths.jobs, 'notes'));
  writeFileSync(join(paths.jobs, '00000004'), 'a file');
  expect(cache.read().sessions.map(session => session.id)).toEqual(['00000002']);
});

test('no directory of jobs is an empty list', () => {
  const paths = { ...scratchPaths(), jobs: '/nowhere/at/all' };
  expect(sessionCache(paths).read()).toMatchObject({ sessions: [], bad: [] });
});

test('a record that cannot be read has one row, the same at every look, until it is mended in its place', async () => {
  const paths = withJobs('00000001', '00000002');
  const spec = join(paths.jobs, '00000002', 'spec.json');
  const text = readFileSync(spec, 'utf8');
  writeFileSync(spec, '{');
  utimesSync(join(paths.jobs, '00000002'), 1, 1);
  const cache = sessionCache(paths);
  const rows = () => withUnreadable(cache.read().sessions, cache.read().bad);
  const [first, second] = [rows(), rows()];
  expect(first.map(({ id, unreadable }) => [id, unreadable !== undefined])).toEqual([
    ['00000001', false],
    ['00000002', true],
  ]);
  expect(second[1]).toBe(first[1]);
  writeFileSync(spec, text);
  utimesSync(join(paths.jobs, '00000002'), 1, 1);
  await waitFor(() => rows().every(({ unreadable }) => unreadable === undefined), {
    what: 'the mended record',
  });
});
