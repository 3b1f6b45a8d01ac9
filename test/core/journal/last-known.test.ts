import { expect, it } from 'vitest';
import { lastKnownLines } from '../../../src/core/journal/last-known.ts';
import { aSession } from '../../helpers/sessions.ts';

const lost = aSession('aaaaaaaa', { status: { summary: 'interrupted by a reboot' } });
const why = ['', 'interrupted by a reboot'];

it.each([
  ['the prompt, the last output and why', 'Fix it\nwell\n', ['● done'], ['❯ Fix it', '  well', '', '● done']],
  ['the prompt alone, where nothing was seen', 'Fix it', [], ['❯ Fix it']],
  [
    'the output alone, where the prompt stands in it',
    'Fix it',
    ['> Fix it', '● done'],
    ['> Fix it', '● done'],
  ],
])('what is known of a lost session is %s', (_what, prompt, seen, lines) => {
  expect(lastKnownLines(lost, { prompt, seen })).toEqual([...lines, ...why]);
});

it('of a long prompt the beginning is enough, and of a job there is only what became of it', () => {
  const prompt = Array.from({ length: 40 }, (_, at) => `line ${at}`).join('\n');
  expect(lastKnownLines(lost, { prompt, seen: [] }).slice(11, 13)).toEqual(['  line 11', '  …']);
  expect(lastKnownLines(lost, { prompt: '', seen: [] })).toEqual(['interrupted by a reboot']);
});
