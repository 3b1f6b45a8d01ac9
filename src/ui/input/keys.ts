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
  const mouse = mouseKey(input);
  if (mouse !== undefined) return mouse;
  const modified = modifyOtherKeys(input);
  if (modified) return [modified];
  if (key.ctrl && input) return [`ctrl+${input === ' ' ? 'space' : input}`];
  // The kitty protocol gives the small letter and Shift apart.
  if (key.meta && [...input].length === 1) return [`alt+${key.shift ? input.toUpperCase() : input}`];
  return [...input].map(plainKey);
}

function withModifiers(name: string, key: InkKey): string {
  const modifiers = [key.ctrl && 'ctrl', key.meta && 'alt', key.shift && 'shift'];
  return [...modifiers.filter(Boolean), name].join('+');
}

/**
 * xterm's SGR form of the mouse, `CSI < buttons ; column ; line M`, as `click:x:y`, `wheel-up:x:y` or `wheel-down:x:y`,
 * counted from 0. Other buttons, and letting go, are nothing.
 */
function mouseKey(input: string): readonly string[] | undefined {
  const match = /^\[<(\d+);(\d+);(\d+)([Mm])$/.exec(input);
  if (!match) return undefined;
  const [, bits, x, y, end] = match;
  const place = `${Number(x) - 1}:${Number(y) - 1}`;
  const button = Number(bits);
  if (end === 'm') return [];
  if ((button & 67) === 64) return [`wheel-up:${place}`];
  if ((button & 67) === 65) return [`wheel-down:${place}`];
  return button === 0 ? [`click:${place}`] : [];
}

/** xterm's modifyOtherKeys form `CSI 27 ; modifier ; code ~`, which Ink does not know. */
function modifyOtherKeys(input: string): string | undefined {
  const match = /^\[27;(\d+);(\d+)~$/.exec(input);
  if (!match) return undefined;
  const bits = Number(match[1]) - 1;
  const code = Number(match[2]);
  const name = code === 13 ? 'return' : plainKey(String.fromCodePoint(code));
  const modifiers = [bits & 4 && 'ctrl', bits & 2 && 'alt', bits & 1 && 'shift'];
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

function plainKey(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return (
    controlNames[character] ?? (code > 0 && code < 27 ? `ctrl+${String.fromCodePoint(code + 96)}` : character)
  );
}
