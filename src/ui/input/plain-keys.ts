import { plainKey } from './keys.ts';

const arrows: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left' };
/** A character, backspace or an arrow. */
const plain = /\u001b[[O]([ABCD])|[^\u0000-\u001f]/uy;

/**
 * The keys at the beginning of what was read that only write and move, each named as `keysIn` names it, with what follows
 * the key. It ends where something else begins: Enter and Ctrl with a letter, which may need what is not read yet, or a
 * sequence, as a paste or an Esc, of which the rest may still come.
 */
export function plainKeys(read: string): readonly { readonly key: string; readonly rest: string }[] {
  const keys: { key: string; rest: string }[] = [];
  plain.lastIndex = 0;
  for (let match = plain.exec(read); match; match = plain.exec(read)) {
    const key = arrows[match[1] ?? ''] ?? plainKey(match[0]);
    keys.push({ key, rest: read.slice(plain.lastIndex) });
  }
  return keys;
}
