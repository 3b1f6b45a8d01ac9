/** Which part of the view has the keys. */
export type Mode = 'list' | 'peek' | 'rename' | 'help' | 'diff';

export type KeysByMode = Readonly<Partial<Record<Mode, readonly string[]>>>;

/** The keys that each command has now, by its name: its own, or those that the person has given it. */
export type Keymap = Readonly<Record<string, KeysByMode>>;
