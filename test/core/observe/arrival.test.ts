import { expect, it } from 'vitest';
import { hasArrived, type Seen, type Sending } from '../../../src/core/observe/arrival.ts';

const message = 'also run the linter, please';
const idle = { state: 'idle', rule: 'r', draft: '' } as const;
const before: Seen = { text: 'logo\n>', reading: idle };
const sending: Sending = { kind: 'background', message, before, hadDraft: false, stillMs: 0 };

it.each<[string, Partial<Sending>, Seen, boolean]>([
  ['its words stand in the transcript', {}, { text: `${message}\n>`, reading: idle }, true],
  ['the agent works', {}, { text: 'x', reading: { ...idle, state: 'working' } }, true],
  ['it has left the composer', { hadDraft: true }, before, true],
  ['it lies in the composer', {}, { text: message, reading: { ...idle, draft: message } }, false],
  ['a starting program has drawn its next screen', {}, { text: 'an earlier turn\n>', reading: idle }, false],
  ['the screen has changed and stands', { stillMs: 1200 }, { text: 'cleared', reading: idle }, true],
  ['nothing has changed', { stillMs: 5000 }, before, false],
  [
    'words that stood there before stand there still',
    { before: { text: message, reading: idle } },
    { text: message, reading: idle },
    false,
  ],
  [
    'the same words stand there once more',
    { before: { text: message, reading: idle } },
    { text: `${message}\n${message}`, reading: idle },
    true,
  ],
  ['its tab is drawn as blanks', { message: 'one\ttwo' }, { text: '❯ one     two\n>', reading: idle }, true],
  [
    'its words stand on a screen that cannot be read',
    {},
    { text: message, reading: { state: 'unknown', rule: 'r' } },
    false,
  ],
  [
    'a terminal whose program takes nothing in shows what was typed, and stands',
    { stillMs: 5000 },
    { text: `suspended\n${message}`, reading: { state: 'stopped', rule: 'r' } },
    false,
  ],
  [
    'a screen that cannot be read has changed and stands',
    { stillMs: 5000 },
    { text: 'x', reading: { state: 'unknown', rule: 'r' } },
    false,
  ],
  ['a job has answered', { kind: 'exec' }, { text: 'y', reading: idle }, true],
])('whether a message has arrived is known when %s', (_name, part, now, expected) => {
  expect(hasArrived({ ...sending, ...part }, now)).toBe(expected);
});

it('an answer has arrived when its dialog is gone', () => {
  const question = { kind: 'permission', text: 'Proceed?', options: [{ label: 'Yes' }] } as const;
  const asking = { text: 'Proceed?', reading: { state: 'needs-input', rule: 'r', question } } as const;
  expect(hasArrived({ ...sending, before: asking }, asking)).toBe(false);
  expect(hasArrived({ ...sending, before: asking }, before)).toBe(true);
});
