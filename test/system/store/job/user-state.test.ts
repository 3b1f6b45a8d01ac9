import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { writeStatus } from '../../../../src/system/store/job/statuses.ts';
import { writeUserState } from '../../../../src/system/store/job/user-state.ts';
import { nodeProgram, scratchPaths, sentenceOf, specOf, statusOf } from '../../scratch.ts';

const id = '0123abcd';

test('each change keeps what was set before', () => {
  const paths = scratchPaths();
  const directory = createJob(paths, specOf(id), { prompt: '', files: {} });
  writeUserState(paths, id, { name: 'x', pinned: true });
  expect(writeUserState(paths, id, { pinned: false, order: 3 })).toEqual({
    version: 1,
    name: 'x',
    pinned: false,
    order: 3,
  });
  expect(readdirSync(directory)).not.toContain('marks.lock');
});

test('two processes that set marks at once lose none', async () => {
  const paths = scratchPaths();
  createJob(paths, specOf(id), { prompt: '', files: {} });
  const program = nodeProgram(`import { writeUserState } from './src/system/store/job/user-state.ts';
    const [, , jobs, field] = process.argv;
    for (let n = 1; n <= 50; n++) {
      const userState = writeUserState({ jobs }, '${id}', { [field]: n });
      if (userState[field] !== n) process.exit(3);
    }`);
  const run = (field: string) => promisify(execFile)(process.execPath, [program, paths.jobs, field]);
  await Promise.all(['order', 'stoppedAt', 'seenAt'].map(run));
  expect(writeUserState(paths, id, {})).toEqual({ version: 1, order: 50, stoppedAt: 50, seenAt: 50 });
});

test('marks and statuses of a removed session make no directory', () => {
  const paths = scratchPaths();
  expect(sentenceOf(() => writeUserState(paths, id, {}))).toContain('There is no session 0123abcd');
  expect(writeStatus(paths, statusOf(id))).toBe(false);
  expect(readdirSync(paths.jobs)).toEqual([]);
});
