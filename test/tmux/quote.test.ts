import { expect, test } from 'vitest';
import { commandList } from '../../src/tmux/quote.ts';

test('a word reaches tmux as it is, whatever quotes are in it', () => {
  expect(
    commandList([
      ['send-keys', "it's"],
      ['kill-pane', '-t', '$3'],
    ]),
  ).toBe("'send-keys' 'it'\\''s' ; 'kill-pane' '-t' '$3'");
});
