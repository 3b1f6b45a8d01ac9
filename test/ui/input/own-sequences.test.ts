import { expect, it } from 'vitest';
import { type Piece, piecesOf } from '../../../src/ui/input/own-sequences.ts';

const esc = '\u001b';

it.each<[string, readonly Piece[]]>([
  ['abc', ['abc']],
  [`${esc}[<0;6;5M`, [['click:5:4']]],
  [`${esc}[<0;6;5m`, [[]]],
  [`${esc}[<2;6;5M${esc}[<1;6;5M${esc}[<32;6;5M`, [[], [], []]],
  [`${esc}[<69;300;1M`, [['wheel-down:299:0']]],
  [`${esc}[<64;1;2M${esc}[<65;1;2M`, [['wheel-up:0:1'], ['wheel-down:0:1']]],
  [`a${esc}[<0;1;1Mb${esc}[A`, ['a', ['click:0:0'], `b${esc}[A`]],
  [`${esc}[27;2;13~`, [['shift+return']]],
  [`${esc}[27;6;88~`, [['ctrl+shift+X']]],
  [`${esc}[27;5;9999999~`, [[]]],
  [`${esc}[1;5C${esc}[97;5u`, [`${esc}[1;5C${esc}[97;5u`]],
])('divides %j into %j', (read, pieces) => {
  expect(piecesOf(read, false)).toEqual({ pieces, isPaste: false });
});

it('leaves what is pasted as it is, also where the paste comes in two reads', () => {
  const paste = `${esc}[200~${esc}[<0;1;1M`;
  expect(piecesOf(paste, false)).toEqual({ pieces: [paste], isPaste: true });
  const rest = `${esc}[<0;1;1M${esc}[201~`;
  expect(piecesOf(`${rest}${esc}[<0;1;1M`, true)).toEqual({ pieces: [rest, ['click:0:0']], isPaste: false });
});
