const names: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  return: 'Enter',
  escape: 'Esc',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

/** How a key is shown to a person: `Ctrl+X` for `ctrl+x`, `Alt+Shift+A` for `alt+A`. */
export function keyText(key: string): string {
  if ([...key].length === 1) return key;
  return partsOf(key)
    .map(part => names[part] ?? `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('+');
}

/** Several keys, with the modifier that all of them have said once: `Alt+↑ / ↓`, `Alt+A M E P`. */
export function keysText(keys: readonly string[], between = keys.length > 2 ? ' ' : ' / '): string {
  const [first = '', ...others] = keys;
  const modifier = first.slice(0, first.length - (partsOf(first).at(-1) ?? '').length);
  const isShared = modifier !== '' && keys.every(key => key.startsWith(modifier) && isPlain(key, modifier));
  const rest = isShared
    ? others.map(key => keyText(`ctrl+${key.slice(modifier.length)}`).slice(5))
    : others.map(keyText);
  return [keyText(first), ...rest].join(between);
}

/** `alt+A` is Alt+Shift+A. */
function isPlain(key: string, modifier: string): boolean {
  const own = key.slice(modifier.length);
  return !own.includes('+') && !/^[A-Z]$/.test(own);
}

/** The status line has them small: `alt+↑↓`, `pgup/pgdn`, `enter and tab`. */
export function hintKeys(keys: readonly string[], between = usualBetween(keys)): string {
  const text = keysText(keys, between);
  return keys.length === 1 && [...text].length === 1 ? text : text.toLowerCase();
}

function usualBetween(keys: readonly string[]): string {
  return keys.every(key => /(?:^|\+)(?:up|down|left|right)$/.test(key)) ? '' : '/';
}

function partsOf(key: string): readonly string[] {
  const parts = key.split('+');
  const last = parts.at(-1) ?? '';
  const isCapital = parts.length > 1 && /^[A-Z]$/.test(last);
  return isCapital ? [...parts.slice(0, -1), 'shift', last] : parts;
}
