import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { indexKeeper } from '../../../../src/supervisor/tasks/keep-index.ts';
import type { Paths } from '../../../../src/system/files/paths.ts';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { sessionCache } from '../../../../src/system/store/job/session-cache.ts';
import { readIndex, writeIndex } from '../../../../src/system/store/job/session-index.ts';
import { writeStatus } from '../../../../src/system/store/job/statuses.ts';
import { scratchPaths, specOf, statusOf } from '../../scratch.ts';

const count = 20;
const idOf = (number: number) => number.toString(16).padStart(8, '0');

/** As if nothing had been written for a second: what has changed within the last 50 ms is not trusted to stay so. */
function age(paths: Paths): void {
  const now = Date.now();
  const fresh = readdirSync(paths.jobs).filter(id => statSync(join(paths.jobs, id)).mtimeMs > now - 900);
  for (const id of fresh) utimesSync(join(paths.jobs, id), (now - 1000) / 1000, (now - 1000) / 1000);
}

/** Some sessions, all of them unchanged for long enough, with the index that a supervisor leaves. */
function withIndex(): Paths {
  const paths = scratchPaths();
  for (let number = 0; number < count; number += 1)
    createJob(paths, specOf(idOf(number)), { prompt: '', files: {} });
  const cache = sessionCache(paths);
  age(paths);
  cache.read();
  indexKeeper(paths, cache)(0);
  return paths;
}

test('a first read through the index gives what the files give, and what has changed since is read again', () => {
  const paths = withIndex();
  expect(readIndex(paths).size).toBe(count);
  writeStatus(paths, statusOf(idOf(7), { questionNumber: 3 }));
  createJob(paths, specOf(idOf(count)), { prompt: '', files: {} });
  const { sessions } = sessionCache(paths).read();
  expect(sessions).toHaveLength(count + 1);
  expect(sessions.filter(session => session.status.questionNumber === 3).map(({ id }) => id)).toEqual([
    idOf(7),
  ]);
});

test('the index is used: what it says of an unchanged directory counts', () => {
  const paths = withIndex();
  const [first, ...others] = [...readIndex(paths).values()];
  if (!first) throw new Error('The index is empty.');
  writeIndex(paths, [
    { ...first, job: { ...first.job, userState: { version: 1, name: 'indexed' } } },
    ...others,
  ]);
  expect(sessionCache(paths).read().sessions[0]?.userState.name).toBe('indexed');
});

test.each(['', 'null', '{"program":"0","jobs":[]}', '{"jobs":[[1,2]]}', '[[1,2,{"id":"../../x"}]]'])(
  'an index that holds %j is passed over',
  text => {
    const paths = withIndex();
    writeFileSync(join(paths.daemon, 'index.json'), text);
    expect(sessionCache(paths).read().sessions).toHaveLength(count);
  },
);

test('the index is written again when a tenth has changed, once a minute', () => {
  const paths = withIndex();
  const cache = sessionCache(paths);
  const keep = indexKeeper(paths, cache);
  const read = () => {
    age(paths);
    cache.read();
    expect(cache.settled()).toHaveLength(count);
  };
  const indexed = () =>
    [...readIndex(paths).values()].filter(({ job }) => job.status.questionNumber === 3).length;
  read();
  keep(0);
  writeStatus(paths, statusOf(idOf(7), { questionNumber: 3 }));
  read();
  keep(61_000);
  expect(indexed()).toBe(0);
  writeStatus(paths, statusOf(idOf(8), { questionNumber: 3 }));
  read();
  keep(120_000);
  expect(indexed()).toBe(0);
  keep(122_000);
  expect(indexed()).toBe(2);
});
