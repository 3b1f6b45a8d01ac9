import { withoutReplies } from '../ui/input/terminal-replies.ts';

/** For this long after the view has opened or got the terminal back, replies of the terminal may arrive. */
const dueMs = 3000;
/** How long an Esc that may be a key with Alt waits for the rest of a reply. */
const keyMs = 30;
/** How long the rest of a reply is waited for. */
const replyMs = 500;

export interface InputFilter {
  /** Call it when another program had the terminal: replies to that program may arrive. */
  readonly expect: () => void;
}

/** Removes replies of the terminal from its input before Ink reads it: Ink would pass them on as keys. */
export function filterInput(): InputFilter {
  const { stdin } = process;
  const read = stdin.read.bind(stdin);
  let dueUntil = performance.now() + dueMs;
  let held = '';
  let released = '';
  let timer: NodeJS.Timeout | undefined;
  const release = () => {
    released += held;
    held = '';
    stdin.emit('readable');
  };
  const forget = () => {
    held = '';
  };
  stdin.read = size => {
    const chunk: unknown = read(size);
    if (chunk !== null && typeof chunk !== 'string') return chunk;
    if (chunk === null && released === '') return null;
    const before = released;
    released = '';
    if (chunk === null) return before;
    clearTimeout(timer);
    const taken = withoutReplies(held + chunk, performance.now() < dueUntil);
    held = taken.held;
    if (held) timer = setTimeout(taken.isSure ? forget : release, taken.isSure ? replyMs : keyMs);
    return before + taken.keys;
  };
  return {
    expect: () => {
      dueUntil = performance.now() + dueMs;
    },
  };
}
