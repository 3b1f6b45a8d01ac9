import { plainKey } from './keys.ts';

const arrows: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left' };
/** A character that is a key by itself, or an arrow. */
const plain = /\u001b[[O]([ABCD])|[\u0001-\u001a]|[^\u0000-\u001f]/uy;

/**
 * The keys at the beginning of what was read that need no parser of sequences, each named as `keysIn` names it, with what
 * follows the key. It ends where something else begins, as a paste or an Esc, of which the rest may still come.
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
