/** Which part of the view has the keys. */
export type Mode = 'list' | 'peek' | 'rename' | 'help' | 'diff';

export type KeysByMode = Readonly<Partial<Record<Mode, readonly string[]>>>;

/** The keys that each command has now, by its name: its own, or those that the person has given it. */
export type Keymap = Readonly<Record<string, KeysByMode>>;

/** What keys mean now. */
export interface KeysState {
  readonly mode: Mode;
  /** What keys do, as far as it is not what is typed. */
  readonly keymap: Keymap;
  /** Where `?`, rename and the diff return to. */
  readonly modeBefore: Mode;
  /** First line shown of the list of keys, where not all fit. */
  readonly helpTop: number;
}

export function firstKeys(keymap: Keymap): KeysState {
  return { mode: 'list', keymap, modeBefore: 'list', helpTop: 0 };
}
