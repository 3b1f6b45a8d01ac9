import { withoutReplies } from '../ui/input/terminal-replies.ts';

/** After the view has opened or got the terminal back, replies may still be on their way. */
const dueMs = 3000;
/** What may be a key with Alt waits so long for more of a reply. */
const keyMs = 30;
/** The rest of a reply comes at once, or never. */
const replyMs = 500;

export interface InputFilter {
  /** Replies to a program that had the terminal may come from now on. */
  readonly expect: () => void;
}

/** Takes replies of the terminal out of what is read from it, before Ink reads: Ink passes them on as keys. */
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
