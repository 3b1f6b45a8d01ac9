import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { nodeProgram, scratchDirectory } from '../scratch.ts';

/** Adds one ten times, with a pause between reading and writing in which others would read the same number. */
const counting = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { setTimeout as wait } from 'node:timers/promises';
  import { withRepositoryLock } from './src/system/git/repository-lock.ts';
  const [directory] = process.argv.slice(2);
  const add = async () => {
    const count = Number(readFileSync(directory + '/count', 'utf8'));
    await wait(2);
    writeFileSync(directory + '/count', String(count + 1));
  };
  await Promise.all(Array.from({ length: 10 }, () => withRepositoryLock(directory, add)));
`;

it('changes a repository from one place at a time, in one process and in several', async () => {
  const directory = scratchDirectory();
  writeFileSync(join(directory, 'count'), '0');
  const program = nodeProgram(counting);
  const run = () => promisify(execFile)(process.execPath, [program, directory]);
  await Promise.all([run(), run(), run()]);
  expect(readFileSync(join(directory, 'count'), 'utf8')).toBe('30');
  expect(existsSync(join(directory, 'agents.lock'))).toBe(false);
});
