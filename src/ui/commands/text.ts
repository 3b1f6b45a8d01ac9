import { type Edit, edits, typeable } from '../state/text-edit.ts';
import type { ViewState } from '../state/view-state.ts';
import type { Change } from './change.ts';
import { type Command, currentField, withField, withTyped } from './command.ts';

const keysOf: Readonly<Record<Edit, readonly string[]>> = {
  backspace: ['backspace', 'ctrl+h'],
  delete: ['delete', 'ctrl+d'],
  left: ['left', 'ctrl+b'],
  right: ['right'],
  'word-left': ['alt+b', 'ctrl+left', 'alt+left'],
  'word-right': ['alt+f', 'ctrl+right', 'alt+right'],
  'line-start': ['home', 'ctrl+a'],
  'line-end': ['end', 'ctrl+e'],
  'line-up': ['up'],
  'line-down': ['down'],
  'kill-word': ['ctrl+w', 'alt+backspace'],
  'kill-to-start': ['ctrl+u'],
  'kill-to-end': ['ctrl+k'],
  newline: ['ctrl+j'],
};

/** Editing the text field, as in a shell. A name has no newline. */
export const textCommands: readonly Command[] = [
  {
    name: 'editor',
    keys: { list: ['ctrl+g'], peek: ['ctrl+g'] },
    doc: 'Write the text in $VISUAL or $EDITOR',
    group: 'write',
    run: state => ({ effects: [{ type: 'edit', text: currentField(state).text }] }),
  },
  ...(Object.keys(keysOf) as Edit[]).map(edit => ({
    name: edit,
    keys: {
      list: keysOf[edit],
      peek: keysOf[edit],
      ...(edit === 'newline' ? {} : { rename: keysOf[edit] }),
    },
    ...(edit === 'newline' ? { doc: 'New line in the text', group: 'write' as const } : {}),
    // Also in a filter that was kept: then it is written on.
    when: (state: ViewState) => edit === 'newline' || currentField(state).text !== '',
    run: (state: ViewState) => ({ set: withField(state, edits[edit](currentField(state))) }),
  })),
];

/** Typed or pasted text goes into the field that has the keys. */
export function typeText(state: ViewState, text: string, isPasted = false): Change {
  if (state.mode === 'help' || state.mode === 'diff') return {};
  const clean = typeable(text);
  const fit = state.mode === 'rename' ? clean.replace(/\s+/g, ' ') : clean;
  return fit ? { set: withTyped(state, fit, isPasted) } : {};
}
