import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJob, jobDirectory, newId, trashJob } from '../../../../src/system/store/job/jobs.ts';
import { scratchPaths, sentenceOf, specOf } from '../../scratch.ts';

const content = { prompt: 'Do it\n\n', files: { 'launch.sh': 'exit 0\n' } };

test('a session is recorded with its prompt, its launch files and an inbox', () => {
  const paths = scratchPaths();
  const directory = createJob(paths, specOf('0123abcd'), content);
  expect(readdirSync(directory).sort()).toEqual(['inbox', 'launch.sh', 'prompt.md', 'spec.json', 'tmp']);
  expect(readFileSync(join(directory, 'prompt.md'), 'utf8')).toBe('Do it\n\n');
  expect(lstatSync(directory).mode & 0o777).toBe(0o700);
  expect(lstatSync(join(directory, 'prompt.md')).mode & 0o777).toBe(0o600);
  expect(readdirSync(paths.jobs)).toEqual(['0123abcd']);
});

test('a taken id and a strange file name record nothing', () => {
  const paths = scratchPaths();
  createJob(paths, specOf('0123abcd'), content);
  expect(sentenceOf(() => createJob(paths, specOf('0123abcd'), content))).toContain('could not be recorded');
  const strange = { prompt: '', files: { '../x': '' } };
  expect(sentenceOf(() => createJob(paths, specOf('00000001'), strange))).toContain('"../x"');
  expect(readdirSync(paths.jobs)).toEqual(['0123abcd']);
});

test('a removed session lies in the trash with all its files', () => {
  const paths = scratchPaths();
  const directory = createJob(paths, specOf('0123abcd'), content);
  writeFileSync(join(directory, 'tmp', 'scratch'), 'kept');
  const place = trashJob(paths, '0123abcd');
  expect(readFileSync(join(place, 'tmp', 'scratch'), 'utf8')).toBe('kept');
  expect(readdirSync(paths.jobs)).toEqual([]);
  expect(sentenceOf(() => trashJob(paths, '0123abcd'))).toContain('There is no session 0123abcd');
});

test('only ids make paths', () => {
  const paths = scratchPaths();
  expect(newId()).toMatch(/^[0-9a-f]{8}$/);
  for (const id of ['..', '', '0123ABCD', '0123abcd\n', '0123abcd/..', '#(touch x)']) {
    expect(sentenceOf(() => jobDirectory(paths, id))).toContain('is not a session id');
  }
});
