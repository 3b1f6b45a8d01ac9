import type { Port } from '../operations/port.ts';
import { giveBack } from '../ui/commands/peek/reply.ts';
import { withWork } from '../ui/commands/row/loss.ts';
import { lineKey } from '../ui/line/line-refusal.ts';
import { fieldWith } from '../ui/state/text-edit.ts';
import type { ViewStore } from '../ui/store.ts';

const noticeMs = 5000;
/** A failure says what to do about it, and takes longer to read. */
const failureMs = 8000;

interface Given extends Pick<Port, 'attach' | 'leave'> {
  readonly view: ViewStore;
  /** ms since the epoch */
  readonly now: () => number;
  /** Reads the sessions now. */
  readonly refresh: () => void;
  readonly terminalSize: Port['terminalSize'];
  /** Checks the input line now. */
  readonly checkLine: () => void;
}

/** How operations report back to the view. */
export function viewPort({ view, now, refresh, terminalSize, checkLine, attach, leave }: Given): Port {
  const { store, set, say } = view;
  return {
    notice: (text, tone) => say(now(), { text, tone, ms: tone === 'failure' ? failureMs : noticeMs }),
    waiting: text => say(now(), { text, tone: 'muted', ms: noticeMs }),
    recorded: id => {
      refresh();
      set({ line: { refusal: undefined } });
      view.reveal(id);
    },
    refused: (text, why) => {
      // Not when the person has begun to type something else.
      if (store.getState().line.field.text === '') set({ line: { field: fieldWith(text) } });
      const key = lineKey(text, store.getState().launch);
      checkLine();
      // A line problem is checked again regularly and disappears by itself; a refusal would not.
      if (store.getState().line.problem?.key !== key) set({ line: { refusal: { key, text: why } } });
    },
    unsent: reply => set(giveBack(store.getState(), reply)),
    attach,
    terminalSize,
    edited: text => view.replaceText(text),
    worked: read => set(withWork(store.getState(), read)),
    diffed: (id, diff) => {
      const { peek, keys } = store.getState();
      const shown = peek.diff;
      if (shown?.id !== id) return;
      if (diff) set({ peek: { diff: { ...shown, diff } } });
      else set({ keys: { mode: keys.modeBefore }, peek: { diff: undefined } });
    },
    leave,
  };
}
