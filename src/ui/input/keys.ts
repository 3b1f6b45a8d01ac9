/** What Ink tells about a key; the parts that are used. */
export interface InkKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageUp: boolean;
  readonly pageDown: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  /** Of kitty's protocol: letting a key go is `release`. */
  readonly eventType?: 'press' | 'repeat' | 'release' | undefined;
}

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'return'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof InkKey, string])[];

/**
 * The keys in one event of Ink, named as in `ctrl+x`, `shift+return`, `alt+up`; other text as single characters.
 * Several keys can arrive in one read (key repeat, a fast typist, ssh): none is lost or glued.
 */
export function keysIn(input: string, key: InkKey): readonly string[] {
  if (key.eventType === 'release') return [];
  // Two quick presses arrive as one read, which looks like Alt+Esc.
  if (key.escape && key.meta) return ['escape', 'escape'];
  const name = named.find(([property]) => key[property])?.[1];
  if (name) return [withModifiers(name, key)];
  if (key.ctrl && input) return [`ctrl+${input === ' ' ? 'space' : input}`];
  // The kitty protocol gives the small letter and Shift apart.
  if (key.meta && [...input].length === 1) return [`alt+${key.shift ? input.toUpperCase() : input}`];
  return [...input].map(plainKey);
}

function withModifiers(name: string, key: InkKey): string {
  const modifiers = [key.ctrl && 'ctrl', key.meta && 'alt', key.shift && 'shift'];
  return [...modifiers.filter(Boolean), name].join('+');
}

const controlNames: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\n': 'ctrl+j',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
  '\u001b': 'escape',
};

/** The name of a key that is one character. */
export function plainKey(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return (
    controlNames[character] ?? (code > 0 && code < 27 ? `ctrl+${String.fromCodePoint(code + 96)}` : character)
  );
}
