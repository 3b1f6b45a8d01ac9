import type { Key, NamedKey } from '../core/agents/shared/key.ts';

/** What a program has asked its terminal for. */
interface Modes {
  readonly hasApplicationArrows: boolean;
}

/**
 * What a terminal sends for a key. Descriptions of agents in settings may hold names of tmux, which are taken, too. Throws
 * a sentence for what is no key.
 */
export function keyBytes(key: Key, modes: Modes): string {
  const words = key.replace(/(?<=^|-)([CMS])-(?=.)/g, (_all, letter: string) => `${spelled[letter]}+`);
  const parts = words.split(/\+(?=.)/);
  const name = nameOf(parts.pop() ?? '');
  const modifiers = new Set(parts);
  if ([...modifiers].every(word => word in weights)) {
    const bytes = name.length === 1 ? characterBytes(name, modifiers) : namedBytes(name, modifiers, modes);
    if (bytes !== undefined) return bytes;
  }
  throw new Error('A key to send must be a key name such as enter or ctrl+u, or one character.');
}

const spelled: Readonly<Record<string, string>> = { C: 'ctrl', M: 'alt', S: 'shift' };
/** In the parameter of xterm's sequences, which counts from 1. */
const weights: Readonly<Record<string, number>> = { shift: 1, alt: 2, ctrl: 4 };

function nameOf(word: string): string {
  return word.length === 1 ? word : (namesOfTmux[word] ?? word.toLowerCase());
}

const namesOfTmux: Readonly<Record<string, string>> = {
  BSpace: 'backspace',
  IC: 'insert',
  DC: 'delete',
  PPage: 'pageup',
  NPage: 'pagedown',
  BTab: 'shift+tab',
};

function characterBytes(character: string, modifiers: ReadonlySet<string>): string | undefined {
  if (!/^[!-~]$/.test(character)) return undefined;
  const shifted = modifiers.has('shift') ? character.toUpperCase() : character;
  const code = shifted.toUpperCase().charCodeAt(0);
  // `?` is DEL; the others are the columns of letters in the table of ASCII.
  if (modifiers.has('ctrl') && (code < 0x3f || code > 0x5f)) return undefined;
  const plain = !modifiers.has('ctrl')
    ? shifted
    : code === 0x3f
      ? '\u007f'
      : String.fromCharCode(code & 0x1f);
  return modifiers.has('alt') ? `\u001b${plain}` : plain;
}

function namedBytes(
  name: string,
  modifiers: ReadonlySet<string>,
  { hasApplicationArrows }: Modes,
): string | undefined {
  if (name === 'shift+tab' || (name === 'tab' && modifiers.has('shift'))) return '\u001b[Z';
  const weight = [...modifiers].reduce((sum, word) => sum + (weights[word] ?? 0), 1);
  const letter = letters[name];
  if (letter !== undefined) {
    if (weight > 1) return `\u001b[1;${weight}${letter}`;
    return `\u001b${hasApplicationArrows ? 'O' : '['}${letter}`;
  }
  const number = numbers[name];
  if (number !== undefined) return `\u001b[${number}${weight > 1 ? `;${weight}` : ''}~`;
  const plain = plains[name];
  if (plain === undefined) return undefined;
  // What only newer protocols tell apart is the plain key.
  if (name === 'space' && modifiers.has('ctrl')) return '\u0000';
  return modifiers.has('alt') ? `\u001b${plain}` : plain;
}

const plains: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  space: ' ',
  backspace: '\u007f',
} satisfies Partial<Record<NamedKey, string>>;

const letters: Readonly<Record<string, string>> = {
  up: 'A',
  down: 'B',
  right: 'C',
  left: 'D',
  end: 'F',
  home: 'H',
} satisfies Partial<Record<NamedKey, string>>;

const numbers: Readonly<Record<string, number>> = {
  insert: 2,
  delete: 3,
  pageup: 5,
  pagedown: 6,
} satisfies Partial<Record<NamedKey, number>>;
