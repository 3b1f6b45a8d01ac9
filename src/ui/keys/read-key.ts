import { keyText } from './key-text.ts';

/** A key as `keysIn` names it, or why it is none: the end of a sentence about what was written. */
export type KeyReading = { readonly key: string } | { readonly why: string };

const aliases: Readonly<Record<string, string>> = {
  control: 'ctrl',
  option: 'alt',
  meta: 'alt',
  enter: 'return',
  esc: 'escape',
  pgup: 'pageup',
  pgdn: 'pagedown',
  del: 'delete',
  '↑': 'up',
  '↓': 'down',
  '←': 'left',
  '→': 'right',
};

const modifiers = ['ctrl', 'alt', 'shift'];
const named = new Set([
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'],
  ...['return', 'escape', 'tab', 'space', 'backspace', 'delete'],
]);

/** What terminals send for these is another key. */
const same: Readonly<Record<string, string>> = {
  'ctrl+i': 'tab',
  'ctrl+m': 'return',
  'ctrl+[': 'escape',
  'ctrl+h': 'backspace',
  'ctrl+backspace': 'backspace',
  'ctrl+return': 'return',
  'ctrl+tab': 'tab',
  'ctrl+escape': 'escape',
  'shift+space': 'space',
  'shift+backspace': 'backspace',
  'shift+escape': 'escape',
};

/** After Esc these begin a message of the terminal. */
const beginsMessage = /^alt\+[[\]O_^]$/;

/** Reads a key as a person writes it in the settings: `ctrl+k`, `Alt+Up`, `enter`, `q`. */
export function readKey(written: string): KeyReading {
  const parts = written === '+' ? ['+'] : written.trim().split(/\+(?!$)/);
  const last = parts.at(-1) ?? '';
  const before = parts.slice(0, -1).map(part => aliases[part.toLowerCase()] ?? part.toLowerCase());
  const isCharacter = [...last].length === 1 && aliases[last] === undefined;
  const name = aliases[last.toLowerCase()] ?? (isCharacter ? last : last.toLowerCase());
  const isKnown = isCharacter ? /^[^\s\p{C}]$/u.test(last) : named.has(name);
  if (!isKnown || before.some(part => !modifiers.includes(part)) || new Set(before).size < before.length)
    return { why: 'is no key; write it like "ctrl+k", "alt+left", "shift+up", "space" or "pageup"' };
  return told(before, name);
}

/** Letters after Ctrl and Alt are small, with Shift and Alt large. */
function told(before: readonly string[], name: string): KeyReading {
  const isCharacter = [...name].length === 1;
  const has = (modifier: string) => before.includes(modifier);
  const letter = /^[a-z]$/i.test(name);
  if (isCharacter && before.length === 0) return { key: name };
  if (has('shift') && letter && before.length === 1) return { key: name.toUpperCase() };
  if (isCharacter && has('alt') && !has('ctrl') && (!has('shift') || letter)) {
    const key = `alt+${has('shift') ? name.toUpperCase() : name.toLowerCase()}`;
    return beginsMessage.test(key)
      ? { why: 'begins a message of the terminal itself; take another key' }
      : { key };
  }
  const key = [...modifiers.filter(has), isCharacter ? name.toLowerCase() : name].join('+');
  const other = same[key];
  if (other !== undefined) return { why: `is the same as ${keyText(other)} to a terminal; take another key` };
  if (isCharacter && before.length > 1)
    return {
      why: `is the same as ${keyText(`ctrl+${name.toLowerCase()}`)} to many terminals; take another key`,
    };
  if (isCharacter && !letter) return { why: 'is told by few terminals; take a letter' };
  return { key };
}
