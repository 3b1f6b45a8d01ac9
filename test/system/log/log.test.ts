import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { log } from '../../../src/system/log/log.ts';
import { lastErrors } from '../../../src/system/log/log-errors.ts';
import { scratchPaths } from '../scratch.ts';

it('keeps three files of a megabyte, whatever is logged', () => {
  const paths = scratchPaths();
  const long = 'x'.repeat(100_000);
  for (let count = 0; count < 50; count += 1) log(paths, `${count} ${long}`);
  const sizes = [paths.log, `${paths.log}.1`, `${paths.log}.2`].map(path => statSync(path).size);
  expect(Math.max(...sizes)).toBeLessThan(1.2 * 2 ** 20);
  expect(existsSync(`${paths.log}.3`)).toBe(false);
  log(paths, 'the end');
  expect(readFileSync(paths.log, 'utf8')).toMatch(/T\S+Z the end\n$/);
});

it('finds the last errors among everything else', () => {
  const paths = scratchPaths();
  expect(lastErrors(paths, 3)).toEqual([]);
  for (const word of ['one', 'two', 'three', 'four']) log(paths, word, 'error');
  log(paths, 'nothing of note');
  expect(lastErrors(paths, 3).map(({ text }) => text)).toEqual(['two', 'three', 'four']);
});
