import { expect, it } from 'vitest';
import { withoutReplies } from '../../../src/ui/input/terminal-replies.ts';

const esc = '\u001b';
const replies = [
  `${esc}_Gi=31;OK${esc}\\`,
  `${esc}_Gi=1,I=13;ENOENT: no such file${esc}\\`,
  `${esc}P>|kitty(0.35.1)${esc}\\`,
  `${esc}P1+r544e=787465726d${esc}\\`,
  `${esc}P1$r0m${esc}\\`,
  `${esc}P!|7E565445${esc}\\`,
  `${esc}]10;rgb:ffff/ffff/ffff${esc}\\`,
  `${esc}]4;1;rgb:cccc/0000/0000\u0007`,
  `${esc}]52;c;aGVsbG8=\u0007`,
  `${esc}[?62;22;52c`,
  `${esc}[>1;4000;35c`,
  `${esc}[?2026;2$y`,
  `${esc}[?1u`,
  `${esc}[12;40R`,
  `${esc}[8;30;100t`,
  `${esc}[I`,
  `${esc}[97;1:3u`,
  `${esc}[97:65;2:3;65u`,
  `${esc}[57441;2:3u`,
  `${esc}[1;1:3A`,
  `${esc}[3;1:3~`,
];

/** Reads one after the other, as a line of a terminal gives them. */
function typed(reads: readonly string[]) {
  let keys = '';
  let held = '';
  for (const read of reads) {
    const taken = withoutReplies(held + read, true);
    keys += taken.keys;
    held = taken.held;
  }
  return keys + held;
}

it.each(replies)('takes the reply %j out of what was typed', reply => {
  expect(typed([`fix${reply} it${reply}`])).toBe('fix it');
});

it.each(replies)('takes it out wherever it is cut in two or in three: %j', reply => {
  for (let at = 0; at <= reply.length; at += 1) {
    expect(typed([`fix${reply.slice(0, at)}`, `${reply.slice(at)} it`])).toBe('fix it');
    expect(typed([reply.slice(0, at), reply.slice(at, at + 2), reply.slice(at + 2)])).toBe('');
  }
});

it.each([
  `${esc}`,
  `${esc}${esc}`,
  `${esc}]`,
  `${esc}P`,
  `${esc}_`,
  `${esc}p`,
  `${esc}[A`,
  `${esc}[1;5C`,
  `${esc}[97;1:1u`,
  `${esc}[97;1:2u`,
  `${esc}[97;5u`,
  `${esc}[13;2u`,
  `${esc}[27;2;13~`,
  `${esc}[<0;10;5M`,
  `${esc}[200~pasted ] _ P text${esc}[201~`,
  `${esc}OP`,
  'plain [?1u text',
])('leaves the key %j alone', key => {
  expect(typed([`a${key}`])).toBe(`a${key}`);
});

it('says of a beginning whether a key could begin so', () => {
  expect(withoutReplies(`${esc}_Gi=31`, false)).toEqual({ keys: '', held: `${esc}_Gi=31`, ending: 'likely' });
  expect(withoutReplies(`${esc}[<0;6`, false)).toEqual({ keys: '', held: `${esc}[<0;6`, ending: 'certain' });
  expect(withoutReplies(`${esc}P`, false)).toEqual({ keys: '', held: `${esc}P`, ending: 'open' });
  expect(withoutReplies(esc, false)).toEqual({ keys: esc, held: '', ending: 'open' });
});
