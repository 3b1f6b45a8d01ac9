import { expect, it } from 'vitest';
import { asSentence } from '../../../src/core/text/sentence.ts';

it.each([
  ['Help', 'Help.'],
  [' Select model ', 'Select model.'],
  ['Do you want to proceed?', 'Do you want to proceed?'],
  ['Wait…', 'Wait…'],
])('%s can be followed by a sentence as %s', (words, sentence) => {
  expect(asSentence(words)).toBe(sentence);
});
