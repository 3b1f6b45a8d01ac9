import { describe, expect, it } from 'vitest';
import { keyBytes } from '../../src/backends/key-bytes.ts';
import type { Key } from '../../src/core/agents/shared/key.ts';

const plain = { hasApplicationArrows: false };

describe('the bytes of a key', () => {
  it.each<[Key, string]>([
    ['enter', '\r'],
    ['escape', '\u001b'],
    ['backspace', '\u007f'],
    ['2', '2'],
    ['ctrl+u', '\u0015'],
    ['ctrl+space', '\u0000'],
    ['alt+enter', '\u001b\r'],
    ['shift+tab', '\u001b[Z'],
    ['left', '\u001b[D'],
    ['ctrl+right', '\u001b[1;5C'],
    ['pagedown', '\u001b[6~'],
    ['shift+delete', '\u001b[3;2~'],
  ])('of %s are those of xterm', (key, bytes) => {
    expect(keyBytes(key, plain)).toBe(bytes);
  });

  it('of arrows are others where the program asked for that', () => {
    expect(keyBytes('up', { hasApplicationArrows: true })).toBe('\u001bOA');
    expect(keyBytes('ctrl+up', { hasApplicationArrows: true })).toBe('\u001b[1;5A');
  });

  it('are the same for the names that tmux has for them', () => {
    const key = (name: string) => keyBytes(name as Key, plain);
    expect(['C-u', 'M-x', 'PPage', 'BTab', 'S-Left'].map(key)).toEqual([
      '\u0015',
      '\u001bx',
      '\u001b[5~',
      '\u001b[Z',
      '\u001b[1;2D',
    ]);
  });

  it.each(['nothing', 'ctrl+é', 'rm -rf', ''])('are not made up for %j', name => {
    expect(() => keyBytes(name as Key, plain)).toThrow('must be a key name');
  });
});
