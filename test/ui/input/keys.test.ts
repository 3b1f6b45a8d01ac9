import { expect, test } from 'vitest';
import { type InkKey, keysIn } from '../../../src/ui/input/keys.ts';

const none: InkKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageUp: false,
  pageDown: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  tab: false,
  backspace: false,
  delete: false,
  ctrl: false,
  shift: false,
  meta: false,
};

test.each([
  ['x', { ctrl: true }, ['ctrl+x']],
  ['', { return: true, shift: true }, ['shift+return']],
  ['', { upArrow: true, meta: true }, ['alt+up']],
  ['', { escape: true, meta: true }, ['escape', 'escape']],
  ['b', { meta: true }, ['alt+b']],
  ['hi\r', {}, ['h', 'i', 'return']],
  ['a b\n', {}, ['a', 'space', 'b', 'ctrl+j']],
  ['\u007f\u007f', {}, ['backspace', 'backspace']],
  ['\u0018', {}, ['ctrl+x']],
  ['日本', {}, ['日', '本']],
])('%j with %j is %j', (input, modifiers, keys) => {
  expect(keysIn(input, { ...none, ...modifiers })).toEqual(keys);
});
