import { expect, it } from 'vitest';
import { tmuxKey } from '../../../src/backends/tmux/keys.ts';
import type { Key } from '../../../src/core/agents/shared/key.ts';

it.each([
  ['enter', 'Enter'],
  ['escape', 'Escape'],
  ['tab', 'Tab'],
  ['space', 'Space'],
  ['backspace', 'BSpace'],
  ['insert', 'IC'],
  ['delete', 'DC'],
  ['up', 'Up'],
  ['down', 'Down'],
  ['left', 'Left'],
  ['right', 'Right'],
  ['home', 'Home'],
  ['end', 'End'],
  ['pageup', 'PPage'],
  ['pagedown', 'NPage'],
  ['ctrl+c', 'C-c'],
  ['alt+shift+left', 'M-S-Left'],
  ['1', '1'],
  ['!', '!'],
  ['+', '+'],
  ['ctrl++', 'C-+'],
])('%s is %s for tmux', (key, name) => {
  expect(tmuxKey(key as Key)).toBe(name);
});

it.each(['Escape', 'C-c', 'BSpace', 'F1'])('%s, as tmux itself calls it, stays', name => {
  expect(tmuxKey(name as Key)).toBe(name);
});

it.each(['a b', "x' ; kill-server", '', 'enter\n', 'super+a'])('a key %j is refused', key => {
  expect(() => tmuxKey(key as Key)).toThrow('must be a key name');
});
