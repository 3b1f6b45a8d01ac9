import type { Keymap, Mode } from '../state/keys.ts';
import { hintKeys, keysText } from './key-text.ts';

/** What is known of the keys; the view's state is one. */
export interface Keys {
  readonly keymap: Keymap;
  readonly mode: Mode;
}

/** The first key of a command, as `keysIn` names it: in this mode, or where it has one. */
export function keyOf({ keymap, mode }: Keys, command: string): string | undefined {
  const keys = keymap[command];
  return keys?.[mode]?.[0] ?? Object.values(keys ?? {}).find(each => each.length > 0)?.[0];
}

/**
 * A sentence with the keys that commands have now: `{undo}` becomes `Ctrl+Z`, `{page up, page down}` `PgUp / PgDn`. What
 * stands in `[ ]` is left out where none of its commands has a key.
 */
export function withKeys(keys: Keys, text: string): string {
  return text
    .replace(/\[([^[\]]*)\]/g, (_all, part: string) => (namedIn(keys, part).length > 0 ? part : ''))
    .replace(named, (_all, commands: string) => keysText(keysOf(keys, commands.split(', '))));
}

/** A hint of the status line, `ctrl+x stops`; none where no key does it. */
export function hint(keys: Keys, command: string | readonly string[], words: string): readonly string[] {
  const found = keysOf(keys, typeof command === 'string' ? [command] : command);
  return found.length > 0 ? [`${hintKeys(found)} ${words}`] : [];
}

const named = /\{([^{}]+)\}/g;

function namedIn(keys: Keys, text: string): readonly string[] {
  return [...text.matchAll(named)].flatMap(([, commands = '']) => keysOf(keys, commands.split(', ')));
}

function keysOf(keys: Keys, commands: readonly string[]): readonly string[] {
  return commands.flatMap(command => keyOf(keys, command) ?? []);
}
