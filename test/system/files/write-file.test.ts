import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFileAtomic } from '../../../src/system/files/write-file.ts';
import { nodeProgram, scratchDirectory, sentenceOf } from '../scratch.ts';

test('a file is replaced whole, readable by the person alone, and nothing else is left', () => {
  const directory = scratchDirectory();
  const path = join(directory, 'a.json');
  writeFileAtomic(path, 'old');
  writeFileAtomic(path, 'new ✓', { durable: false });
  expect(readFileSync(path, 'utf8')).toBe('new ✓');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['a.json']);
});

test('a write that fails half-way leaves the old file and no temporary one, and names the file', () => {
  const directory = scratchDirectory();
  const path = join(directory, 'a.json');
  writeFileSync(path, 'old');
  const program = nodeProgram(`import { codeOf } from './src/core/errors/code-of.ts';
    import { writeFileAtomic } from './src/system/files/write-file.ts';
    try { writeFileAtomic(process.argv[2], 'x'.repeat(100_000)); }
    catch (error) { console.log(error.message, codeOf(error)); }`);
  // A limit on the size of files stops the write where a full disk would: after a part.
  const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`;
  const { stdout } = spawnSync('/bin/sh', ['-c', limited, process.execPath, program, path], {
    encoding: 'utf8',
  });
  expect(stdout).toContain(`${path} could not be written: the file would be larger`);
  expect(stdout.trim()).toMatch(/ disk-full$/);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(directory)).toEqual(['a.json']);
});

test('a missing directory and a directory in place of the file are sentences', () => {
  const directory = scratchDirectory();
  mkdirSync(join(directory, 'taken'));
  expect(sentenceOf(() => writeFileAtomic(join(directory, 'no', 'a'), ''))).toContain('it does not exist');
  expect(sentenceOf(() => writeFileAtomic(join(directory, 'taken'), ''))).toContain('it is a directory');
  expect(readdirSync(directory)).toEqual(['taken']);
});
