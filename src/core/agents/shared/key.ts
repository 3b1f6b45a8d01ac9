/** Keys by names of our own, or one character as it is typed; each backend has its table from these to what it takes. */
export type Key = NamedKey | `${Modifier}+${string}` | `${number}` | '!';

export type Modifier = 'ctrl' | 'alt' | 'shift';

export type NamedKey =
  | 'enter'
  | 'escape'
  | 'tab'
  | 'space'
  | 'backspace'
  | 'insert'
  | 'delete'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown';

/** `word` stands for any key in settings: a name, with modifiers before it, or one character. A backend's own names, too. */
export function isKey(word: string): word is Key {
  return /^(?:(?:ctrl|alt|shift)\+|[CMS]-)*(?:[A-Za-z][A-Za-z0-9]*|[!-~])$/u.test(word);
}

/** The digit that chooses the option of this index, counted from 0. */
export function digitOf(choice: number): Key {
  return `${choice + 1}`;
}
