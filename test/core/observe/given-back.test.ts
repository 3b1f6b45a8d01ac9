import { expect, it } from 'vitest';
import { isPrompt } from '../../../src/core/observe/given-back.ts';
import { recordedOf } from '../agents/peer-recorded.ts';
import { event, spec, watch } from './observation.ts';

const { screen } = recordedOf('qwen');
const qwenSpec = { ...spec, agent: 'qwen' };
const [busy, back] = [screen('80x24-limit'), screen('80x24-limit-esc')];

it('a turn that was interrupted before it said anything is over, though its prompt stands where it was typed', () => {
  const looks = [
    { spec: qwenSpec, events: [event('UserPromptSubmit', 900, { prompt: 'scn-limit-3600' })], screen: busy },
    { spec: qwenSpec, screen: back },
    { spec: qwenSpec, screen: { ...back, lines: [...back.lines.slice(0, -1), '  something new'] } },
  ];
  expect(watch(looks).map(({ state, summary }) => [state, summary])).toEqual([
    ['working', 'scn-limit-3600'],
    ['idle', 'interrupted'],
    ['idle', 'interrupted'],
  ]);
});

it('a draft is the prompt whose line is known, also cut off and wrapped elsewhere', () => {
  expect(isPrompt('fix the tests', 'fix the\ntests')).toBe(true);
  expect(isPrompt('fix the…', 'fix the tests')).toBe(true);
  expect(isPrompt('fix the', 'fix the tests')).toBe(false);
  expect(isPrompt(undefined, 'fix')).toBe(false);
});
