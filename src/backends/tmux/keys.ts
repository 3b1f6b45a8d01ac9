import type { Key, Modifier, NamedKey } from '../../core/agents/shared/key.ts';

/**
 * The name under which tmux knows a key. One that is none of ours is taken for a name of tmux: descriptions of agents in
 * settings may hold those. Throws a sentence for what is no name at all, which tmux would type letter by letter.
 */
export function tmuxKey(key: Key): string {
  const words = key.split(/\+(?=.)/);
  const last = words.pop() ?? '';
  const name = `${words.map(word => modifiers[word] ?? `${word}+`).join('')}${names[last] ?? last}`;
  if (/^(?:[CMS]-)*(?:[A-Za-z][A-Za-z0-9]*|[!-~])$/.test(name)) return name;
  throw new Error('A key to send must be a key name such as enter or ctrl+u, or one character.');
}

const modifiers: Readonly<Record<string, string>> = {
  ctrl: 'C-',
  alt: 'M-',
  shift: 'S-',
} satisfies Record<Modifier, string>;

const names: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Escape',
  tab: 'Tab',
  space: 'Space',
  backspace: 'BSpace',
  insert: 'IC',
  delete: 'DC',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  home: 'Home',
  end: 'End',
  pageup: 'PPage',
  pagedown: 'NPage',
} satisfies Record<NamedKey, string>;
