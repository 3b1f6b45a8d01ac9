import { type Menu, openMenu } from '../../line/completion.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import type { Command } from '../command.ts';

const isOpen = (state: ViewState) => openMenu(state) !== undefined;

/** The menu for `@`, `/`, `--` and the names of agents; before all other commands, since it has the keys first. */
export const completeCommands: readonly Command[] = [
  {
    name: 'complete',
    keys: { list: ['tab'] },
    precedence: 'menu',
    doc: 'Complete @agent, @repository, /command, --option',
    group: 'write',
    when: isOpen,
    run: state => takeEntry(state),
  },
  {
    name: 'take completion',
    keys: { list: ['return'] },
    precedence: 'menu',
    follows: ['dispatch'],
    when: state => openMenu(state)?.isTaking ?? false,
    run: state => takeEntry(state),
  },
  {
    name: 'previous completion',
    keys: { list: ['up', 'shift+tab'] },
    precedence: 'menu',
    when: isOpen,
    run: state => moveInMenu(state, -1),
  },
  {
    name: 'next completion',
    keys: { list: ['down'] },
    precedence: 'menu',
    when: isOpen,
    run: state => moveInMenu(state, 1),
  },
  {
    name: 'close completion',
    keys: { list: ['escape'] },
    precedence: 'menu',
    follows: ['back'],
    when: isOpen,
    run: state => {
      const menu = openMenu(state);
      return menu
        ? { set: { line: { menu: { field: state.line.field, at: 0, isMoved: false, closedAt: menu.from } } } }
        : {};
    },
  },
];

export function moveInMenu(state: ViewState, by: 1 | -1): Change {
  const menu = openMenu(state);
  if (!menu) return {};
  const at = (menu.at + by + menu.entries.length) % menu.entries.length;
  return { set: { line: { menu: { field: state.line.field, at, isMoved: true } } } };
}

/**
 * The entry, the one at the pointer if no other is named, takes the place of the word, with a blank after it; a word
 * under the cursor goes on behind that.
 */
export function takeEntry(state: ViewState, place?: number): Change {
  const menu = openMenu(state);
  const entry = menu?.entries[place ?? menu.at]?.entry;
  if (!menu || !entry) return {};
  return { set: { line: { field: withEntry(state, menu, entry.text), menu: undefined } } };
}

function withEntry({ line: { field } }: ViewState, menu: Menu, text: string): ViewState['line']['field'] {
  const after = field.text.slice(field.cursor);
  const blank = /^\s/.test(after) ? '' : ' ';
  const written = field.text.slice(0, menu.from) + text + blank;
  return { text: written + after, cursor: written.length + (blank ? 0 : 1) };
}
