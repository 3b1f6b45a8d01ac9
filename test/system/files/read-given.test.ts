import { execFileSync, spawn } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readText } from '../../../src/system/files/read-file.ts';
import { readGiven } from '../../../src/system/files/read-given.ts';
import { scratchDirectory } from '../scratch.ts';

function pipe(): string {
  const path = join(scratchDirectory(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

function shell(script: string, path: string): void {
  const child = spawn('sh', ['-c', script, 'sh', path], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
}

test('a file is read whole, and what comes slowly through a pipe too', async () => {
  const file = join(scratchDirectory(), 'prompt.md');
  writeFileSync(file, 'Fix the tests');
  expect(await readGiven(file)).toBe('Fix the tests');
  const path = pipe();
  shell('exec >"$1"; echo one; sleep 0.2; echo two', path);
  expect(await readGiven(path)).toBe('one\ntwo\n');
});

test.each([
  ['/dev/zero', 'it is neither a file nor a pipe'],
  ['/', 'it is a directory'],
])('%s is refused at once', async (path, why) => {
  await expect(readGiven(path)).rejects.toThrow(why);
});

test('a pipe that nobody writes to, or that gives nothing, is not waited for without end', async () => {
  await expect(readGiven(pipe(), { openMs: 100 })).rejects.toThrow(
    'it is a pipe that gave nothing for 0.1 s',
  );
  const silent = pipe();
  shell('exec >"$1"; exec sleep 60', silent);
  const limits = { openMs: 5000, silenceMs: 300 };
  await expect(readGiven(silent, limits)).rejects.toThrow('it is a pipe that gave nothing for 0.3 s');
});

test('a pipe that gives a letter now and then and never ends is given up', async () => {
  const drip = pipe();
  shell('exec >"$1"; while printf x; do sleep 0.05; done', drip);
  await expect(readGiven(drip, { openMs: 5000, mostMs: 400 })).rejects.toThrow(
    'it is a pipe that did not end within 0.4 s',
  );
});

test('what is longer than the limit is refused, before it is read or while it comes', async () => {
  const file = join(scratchDirectory(), 'large');
  writeFileSync(file, '');
  truncateSync(file, 2 * 1024 ** 3);
  await expect(readGiven(file)).rejects.toThrow('it is longer than 1 MB');
  const endless = pipe();
  shell('yes >"$1"', endless);
  await expect(readGiven(endless)).rejects.toThrow('it is longer than 1 MB');
});

test('a file of another program is read when it is one, and nothing is waited for', () => {
  const file = join(scratchDirectory(), 'HEAD');
  writeFileSync(file, 'ref: x');
  expect(readText(file)).toBe('ref: x');
  const others = [pipe(), '/dev/zero', '/', join(file, 'x')];
  for (const path of others) expect(readText(path)).toBeUndefined();
  truncateSync(file, 2 * 1024 ** 3);
  expect(readText(file)).toBeUndefined();
});
