import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRecord } from '../../../src/core/schema.ts';
import { readJson, readSmallFile } from '../../../src/system/files/read-file.ts';
import { scratchDirectory, sentenceOf } from '../scratch.ts';

test('a small file is read, a missing one is undefined', () => {
  const directory = scratchDirectory();
  writeFileSync(join(directory, 'a'), 'text');
  expect(readSmallFile(join(directory, 'a'))).toBe('text');
  expect(readSmallFile(join(directory, 'b'))).toBeUndefined();
});

test('a link, a pipe, a directory and a large file are refused without waiting', () => {
  const directory = scratchDirectory();
  const at = (name: string) => join(directory, name);
  writeFileSync(at('large'), 'x'.repeat(101));
  symlinkSync(at('large'), at('link'));
  execFileSync('mkfifo', [at('pipe')]);
  mkdirSync(at('directory'));
  expect(sentenceOf(() => readSmallFile(at('link')))).toContain('symbolic link');
  for (const name of ['pipe', 'directory']) {
    expect(sentenceOf(() => readSmallFile(at(name)))).toContain('not a regular file');
  }
  expect(sentenceOf(() => readSmallFile(at('large'), 100))).toContain('101 bytes, more than 100');
  expect(readSmallFile(at('link'), 1000, { followLinks: true })).toHaveLength(101);
});

test.runIf(process.getuid?.() === 0)('a file of another user is refused', () => {
  const path = join(scratchDirectory(), 'a');
  writeFileSync(path, '');
  chownSync(path, 65534, 65534);
  expect(sentenceOf(() => readSmallFile(path))).toContain('belongs to another user');
});

test('JSON of a wrong shape, broken JSON and no JSON are told apart', () => {
  const directory = scratchDirectory();
  const read = (text: string) => {
    writeFileSync(join(directory, 'a'), text);
    return readJson(join(directory, 'a'), isRecord);
  };
  expect(read('{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  for (const text of ['null', '42', '[]']) expect(read(text)).toMatchObject({ ok: false, why: 'damaged' });
  expect(read('{')).toMatchObject({ ok: false, why: 'damaged' });
  expect(readJson(join(directory, 'b'), isRecord)).toMatchObject({ ok: false, why: 'missing' });
});
