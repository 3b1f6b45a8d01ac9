import { type Edit, edits, typeable } from '../../state/text-edit.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, currentField, withField, withTyped } from '../command.ts';

/** How each edit is named, and its keys. */
const editKeys: Readonly<Record<Edit, readonly [name: string, ...keys: string[]]>> = {
  backspace: ['backspace', 'backspace', 'ctrl+h'],
  delete: ['erase forward', 'delete', 'ctrl+d'],
  left: ['cursor left', 'left', 'ctrl+b'],
  right: ['cursor right', 'right'],
  'word-left': ['word left', 'alt+b', 'ctrl+left', 'alt+left'],
  'word-right': ['word right', 'alt+f', 'ctrl+right', 'alt+right'],
  'line-start': ['line start', 'home', 'ctrl+a'],
  'line-end': ['line end', 'end', 'ctrl+e'],
  'line-up': ['line up', 'up'],
  'line-down': ['line down', 'down'],
  'kill-word': ['erase word', 'ctrl+w', 'alt+backspace'],
  'kill-to-start': ['erase to start', 'ctrl+u'],
  'kill-to-end': ['erase to end', 'ctrl+k'],
  newline: ['newline', 'ctrl+j'],
};

/** Editing the text field, as in a shell. */
export const textCommands: readonly Command[] = [
  {
    name: 'editor',
    keys: { list: ['ctrl+g'], peek: ['ctrl+g'] },
    doc: 'Write the text in $VISUAL or $EDITOR',
    group: 'write',
    run: state => ({ effects: [{ type: 'edit', text: currentField(state).text }] }),
  },
  ...(Object.keys(editKeys) as Edit[]).map(editCommand),
];

/** A name has no newline. */
function editCommand(edit: Edit): Command {
  const [name, ...keys] = editKeys[edit];
  const isNewline = edit === 'newline';
  return {
    name,
    keys: { list: keys, peek: keys, ...(isNewline ? {} : { rename: keys }) },
    precedence: 'text',
    ...(edit === 'backspace' && { keeps: ['backspace'] }),
    ...(isNewline && { doc: 'New line in the text', group: 'write' as const }),
    // Also in a filter that was kept: then it is written on.
    when: state => isNewline || currentField(state).text !== '',
    run: state => ({ set: withField(state, edits[edit](currentField(state))) }),
  };
}

/** Typed or pasted text goes into the field that has the keys. */
export function typeText(state: ViewState, text: string, isPasted = false): Change {
  if (state.keys.mode === 'help' || state.keys.mode === 'diff') return {};
  const clean = typeable(text);
  const fit = state.keys.mode === 'rename' ? clean.replace(/\s+/g, ' ') : clean;
  return fit ? { set: withTyped(state, fit, isPasted) } : {};
}
