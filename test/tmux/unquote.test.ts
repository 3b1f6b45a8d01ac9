import { expect, test } from 'vitest';
import { wordsOf } from '../../src/tmux/unquote.ts';

test.each([
  ['/bin/sh /home/x/launch.sh', ['/bin/sh', '/home/x/launch.sh']],
  [`/bin/sh "/a b/pro\\$be'x;/launch.sh"`, ['/bin/sh', "/a b/pro$be'x;/launch.sh"]],
  [`sh 'a "b"'\\ c "" d`, ['sh', 'a "b" c', '', 'd']],
  ['', []],
  [`sh "open`, ['sh', '"open']],
])('%s is read as the words that it was made of', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});
