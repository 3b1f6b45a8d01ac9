import { live } from '../../peek/peek.ts';
import { type PeekLayout, peekLayout } from '../../peek/peek-layout.ts';
import { changed, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty } from '../command.ts';

/** Reading in the peek: its output and what is to be approved are one text, see `peekLayout`. */
export const peekScrollCommands: readonly Command[] = [
  {
    name: 'scroll up',
    keys: { peek: ['pageup'] },
    helpWith: ['scroll down'],
    doc: 'Scroll: output, plan, command, diff[; half with {scroll half up, scroll half down}]',
    group: 'view',
    run: state => scrollBy(state, ({ room }) => 2 - room),
  },
  {
    name: 'scroll down',
    keys: { peek: ['pagedown'] },
    run: state => scrollBy(state, ({ room }) => room - 2),
  },
  {
    name: 'scroll half up',
    keys: { peek: ['ctrl+u'] },
    when: isFieldEmpty,
    run: state => scrollBy(state, ({ room }) => -Math.floor(room / 2)),
  },
  {
    // Ctrl+D opens the diff.
    name: 'scroll half down',
    keys: { peek: [] },
    when: isFieldEmpty,
    run: state => scrollBy(state, ({ room }) => Math.floor(room / 2)),
  },
  {
    name: 'scroll to start',
    keys: { peek: ['home'] },
    helpWith: ['scroll to end'],
    doc: 'Oldest output, and back to the latest',
    group: 'view',
    when: isFieldEmpty,
    // Of what is to be approved first its own beginning.
    run: state => scrollTo(state, ({ top, bodyAt }) => (top > bodyAt ? bodyAt : Number.NEGATIVE_INFINITY)),
  },
  {
    name: 'scroll to end',
    keys: { peek: ['end'] },
    when: isFieldEmpty,
    run: state => scrollTo(state, ({ text }) => text.length),
  },
];

/** So many lines up or down, for the wheel. */
export function scrollPeek(state: ViewState, lines: number): Change {
  // The first turn makes room for reading, and that room already shows some of the lines above.
  return scrollTo(state, ({ top, text, room }) => Math.min(top, text.length - room) + lines);
}

function scrollBy(state: ViewState, by: (layout: PeekLayout) => number): Change {
  return scrollTo(state, layout => {
    const step = by(layout);
    return layout.top + (step < 0 ? Math.min(-1, step) : Math.max(1, step));
  });
}

/** At the end of the output it is live again. */
function scrollTo(state: ViewState, target: (layout: PeekLayout) => number): Change {
  const peek = state.peek.open;
  const seen = peek && peekLayout(state);
  // Reading gets more room than a glance.
  const layout = seen && peekLayout(changed(state, { peek: { open: { ...peek, top: seen.top } } }));
  if (!layout) return {};
  const { text, room, rest } = layout;
  const last = Math.max(0, text.length - room);
  const wanted = target({ ...layout, top: seen.top });
  const top = Math.max(0, Math.min(last, wanted));
  const held = peek.held ?? peek.lines;
  // At the start also of what is still to be read from above.
  const place = wanted === Number.NEGATIVE_INFINITY ? wanted : top;
  if (top < last) return { set: { peek: { open: { ...peek, top: place, held } } } };
  // Anyone who is at the end stays there when a fact above the text takes a line of its room.
  if (rest < last) return { set: { peek: { open: { ...peek, top: Number.POSITIVE_INFINITY, held } } } };
  return peek.top === undefined ? {} : { set: { peek: { open: { ...peek, ...live } } } };
}
