import { expect, it } from 'vitest';
import { childStreams, hideFromChildren } from '../../../src/core/machine/private-descriptors.ts';

it('a child gets something harmless in place of what is private, as long as that is there', () => {
  expect(childStreams('pipe', 1, 2)).toEqual(['pipe', 1, 2]);
  const show = hideFromChildren(7, 30);
  const showOther = hideFromChildren(5, 30);
  expect(childStreams('pipe', 1, 2)).toEqual(['pipe', 1, 2, 'ignore', 'ignore', 30, 'ignore', 30]);
  show();
  expect(childStreams('pipe', 1, 2)).toEqual(['pipe', 1, 2, 'ignore', 'ignore', 30]);
  showOther();
  expect(childStreams('pipe', 1, 2)).toEqual(['pipe', 1, 2]);
});
