import { expect, it } from 'vitest';
import { plainKeys } from '../../../src/ui/input/plain-keys.ts';

const esc = '\u001b';

it.each([
  ['hi 日', ['h', 'i', 'space', '日'], ''],
  ['fix it\r', ['f', 'i', 'x', 'space', 'i', 't'], '\r'],
  ['a\u007f\u0003', ['a', 'backspace'], '\u0003'],
  [`${esc}[B${esc}OA`, ['down', 'up'], ''],
  ['🙂', ['🙂'], ''],
])('names the keys of %j', (read, keys, rest) => {
  expect(plainKeys(read).map(({ key }) => key)).toEqual(keys);
  expect(plainKeys(read).at(-1)?.rest).toBe(rest);
});

it.each([
  esc,
  `${esc}${esc}`,
  `${esc}[`,
  `${esc}[1;5B`,
  `${esc}[200~pasted`,
  `${esc}[<0;1;1M`,
  `${esc}p`,
  '\r',
  '\t',
  '\u0003',
  '\u0000',
])('leaves %j, and what follows it, for later', sequence => {
  expect(plainKeys(`${sequence}x`)).toEqual([]);
  expect(plainKeys(`ab${sequence}x`)).toEqual([
    { key: 'a', rest: `b${sequence}x` },
    { key: 'b', rest: `${sequence}x` },
  ]);
});
