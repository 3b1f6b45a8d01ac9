import { displayName } from '../../../core/session/display-name.ts';
import { refuseUnreadable } from '../../peek/unreadable.ts';
import { selectedSession, type ViewState } from '../../state/view-state.ts';
import { diffRoom, lastTop } from '../../view/diff-lines.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty } from '../command.ts';

const besideCells = 8;

/** What a session has done, over the whole screen. */
export const diffCommands: readonly Command[] = [
  {
    name: 'diff',
    keys: { list: ['ctrl+d'], peek: ['ctrl+d'] },
    doc: 'Read what the session has changed',
    group: 'row',
    when: isFieldEmpty,
    refuse: state => {
      const session = selectedSession(state);
      return session
        ? refuseUnreadable(state.keys, session)
        : 'There is no session whose changes could be shown.';
    },
    run: open,
  },
  {
    ...move('diff up', ['up', 'k'], (state, top) => clamp(state, top - 1)),
    helpWith: ['diff down'],
    doc: 'A line up or down',
    group: 'view',
  },
  move('diff down', ['down', 'j', 'return'], (state, top) => clamp(state, top + 1)),
  {
    ...move('diff page up', ['pageup', 'b'], (state, top) => clamp(state, top - diffRoom(state.screen) + 1)),
    helpWith: ['diff page down'],
    doc: 'A page up or down',
    group: 'view',
  },
  move('diff page down', ['pagedown', 'space'], (state, top) =>
    clamp(state, top + diffRoom(state.screen) - 1),
  ),
  {
    ...move('diff begin', ['home', 'g'], () => 0),
    helpWith: ['diff end'],
    doc: 'To the beginning, to the end',
    group: 'view',
  },
  move('diff end', ['end', 'G'], lastTop),
  {
    ...move('next file', ['n', 'tab'], (state, top) => clamp(state, fileAfter(state, top))),
    helpWith: ['previous file'],
    doc: 'The next file, the file before',
    group: 'view',
  },
  move('previous file', ['p', 'shift+tab'], (state, top) => fileBefore(state, top)),
  {
    name: 'diff left',
    keys: { diff: ['left'] },
    helpWith: ['diff right'],
    doc: 'To the side, where lines are long',
    group: 'view',
    run: state => shift(state, -besideCells),
  },
  {
    name: 'diff right',
    keys: { diff: ['right'] },
    run: state => shift(state, besideCells),
  },
  {
    name: 'close diff',
    keys: { diff: ['escape', 'q', 'ctrl+c', 'ctrl+d'] },
    keeps: ['escape', 'ctrl+c'],
    doc: 'Close the diff',
    group: 'view',
    run: state => ({ set: { keys: { mode: state.keys.modeBefore }, peek: { diff: undefined } } }),
  },
];

function open(state: ViewState): Change {
  const session = selectedSession(state);
  if (!session) return {};
  const { id } = session;
  const diff = { id, name: displayName(session), diff: undefined, top: 0, left: 0 };
  return {
    set: { keys: { mode: 'diff', modeBefore: state.keys.mode }, peek: { diff } },
    effects: [{ type: 'diff', id }],
  };
}

function move(
  name: string,
  keys: readonly string[],
  to: (state: ViewState, top: number) => number,
): Pick<Command, 'name' | 'keys' | 'run'> {
  return { name, keys: { diff: keys }, run: state => scrollTo(state, to(state, state.peek.diff?.top ?? 0)) };
}

function scrollTo({ peek: { diff } }: ViewState, top: number): Change {
  return diff ? { set: { peek: { diff: { ...diff, top } } } } : {};
}

/** For the wheel. */
export function scrollDiff(state: ViewState, by: number): Change {
  return scrollTo(state, clamp(state, (state.peek.diff?.top ?? 0) + by));
}

function clamp(state: ViewState, top: number): number {
  return Math.max(0, Math.min(lastTop(state), top));
}

/** The last file may begin too far down to stand first: then it is seen all the same. */
function fileAfter({ peek: { diff } }: ViewState, top: number): number {
  return diff?.diff?.files.find(file => file.at > top)?.at ?? top;
}

function fileBefore({ peek: { diff } }: ViewState, top: number): number {
  return diff?.diff?.files.findLast(file => file.at < top)?.at ?? 0;
}

function shift({ peek: { diff } }: ViewState, by: number): Change {
  return diff ? { set: { peek: { diff: { ...diff, left: Math.max(0, diff.left + by) } } } } : {};
}
