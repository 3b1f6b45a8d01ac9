import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { readStandardInput } from '../../src/cli/words.ts';

/** Gives a letter now and then, `times` times or without end. */
function dripping(isTTY: boolean, times = Number.POSITIVE_INFINITY) {
  const input = Object.assign(new PassThrough(), { isTTY });
  let left = times;
  const timer = setInterval(() => {
    left -= 1;
    if (left >= 0) input.write('x');
    else input.end();
  }, 20);
  onTestFinished(() => clearInterval(timer));
  return input;
}

test('what gives a letter now and then and never ends is not waited for without end', async () => {
  await expect(readStandardInput(dripping(false), 200)).rejects.toThrow(
    'Standard input could not be read: it is a pipe that did not end within 0.2 s. Nothing was done.',
  );
});

test('a person at a terminal takes any time, and what ends in time is read whole', async () => {
  expect(await readStandardInput(dripping(true, 10), 50)).toBe('xxxxxxxxxx');
  expect(await readStandardInput(dripping(false, 3), 60_000)).toBe('xxx');
});
