import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { writeConclusion } from '../../../../src/system/store/job/statuses.ts';
import { writeMarks } from '../../../../src/system/store/job/user-state.ts';
import { conclusionOf, nodeProgram, scratchPaths, sentenceOf, specOf } from '../../scratch.ts';

const id = '0123abcd';

test('each change keeps what was set before', () => {
  const paths = scratchPaths();
  const directory = createJob(paths, specOf(id), { prompt: '', files: {} });
  writeMarks(paths, id, { name: 'x', pinned: true });
  expect(writeMarks(paths, id, { pinned: false, order: 3 })).toEqual({
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
  const program = nodeProgram(`import { writeMarks } from './src/system/store/job/user-state.ts';
    const [, , jobs, field] = process.argv;
    for (let n = 1; n <= 50; n++) {
      const marks = writeMarks({ jobs }, '${id}', { [field]: n });
      if (marks[field] !== n) process.exit(3);
    }`);
  const run = (field: string) => promisify(execFile)(process.execPath, [program, paths.jobs, field]);
  await Promise.all(['order', 'stoppedAt', 'seenAt'].map(run));
  expect(writeMarks(paths, id, {})).toEqual({ version: 1, order: 50, stoppedAt: 50, seenAt: 50 });
});

test('marks and conclusions of a removed session make no directory', () => {
  const paths = scratchPaths();
  expect(sentenceOf(() => writeMarks(paths, id, {}))).toContain('There is no session 0123abcd');
  expect(writeConclusion(paths, conclusionOf(id))).toBe(false);
  expect(readdirSync(paths.jobs)).toEqual([]);
});
