import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { attempts } from '../../src/supervisor/attempts.ts';
import { scratchPaths } from '../system/scratch.ts';

it('a part that fails is logged with its name, once as long as it fails in the same way', async () => {
  const paths = scratchPaths();
  const attempt = attempts({ paths });
  const fail = (what: string) => () => {
    throw new Error(what);
  };
  expect(attempt('Clean-up', () => 7)).toBe(7);
  expect(attempt('Clean-up', fail('no room'))).toBeUndefined();
  attempt('Clean-up', fail('no room'));
  expect(await attempt('Clean-up', () => Promise.reject(new Error('no right')))).toBeUndefined();
  const lines = readFileSync(paths.log, 'utf8').match(/Clean-up: Error: .*/g);
  expect(lines).toEqual(['Clean-up: Error: no room', 'Clean-up: Error: no right']);
});
