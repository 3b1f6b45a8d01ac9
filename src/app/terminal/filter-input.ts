import { type Piece, piecesOf } from '../../ui/input/own-sequences.ts';
import { withoutReplies } from '../../ui/input/terminal-replies.ts';

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

/**
 * Stands between the terminal and Ink, in what Ink reads: removes replies of the terminal, which Ink would pass on as
 * keys, and presses the keys of sequences that Ink drops, in their place between the others.
 */
export function filterInput(stdin: NodeJS.ReadStream, press: (keys: readonly string[]) => void): InputFilter {
  const read = stdin.read.bind(stdin);
  let dueUntil = performance.now() + dueMs;
  let held = '';
  let released = '';
  let isPaste = false;
  let pieces: readonly Piece[] = [];
  let timer: NodeJS.Timeout | undefined;
  const release = () => {
    released += held;
    held = '';
    stdin.emit('readable');
  };
  const forget = () => {
    held = '';
  };
  const take = (chunk: string): string => {
    clearTimeout(timer);
    const taken = withoutReplies(held + chunk, performance.now() < dueUntil);
    held = taken.held;
    if (held && taken.ending !== 'certain')
      timer = setTimeout(
        taken.ending === 'likely' ? forget : release,
        taken.ending === 'likely' ? replyMs : keyMs,
      );
    return taken.keys;
  };
  /** Up to the next text for Ink, which has handled the text before when it asks again. */
  const next = (): string | undefined => {
    for (const [index, piece] of pieces.entries()) {
      if (typeof piece === 'string') {
        pieces = pieces.slice(index + 1);
        return piece;
      }
      press(piece);
    }
    pieces = [];
    return undefined;
  };
  stdin.read = size => {
    const waiting = next();
    if (waiting !== undefined) return waiting;
    const chunk: unknown = read(size);
    if (chunk !== null && typeof chunk !== 'string') return chunk;
    if (chunk === null && released === '') return null;
    const before = released;
    released = '';
    const divided = piecesOf(before + (chunk === null ? '' : take(chunk)), isPaste);
    ({ pieces, isPaste } = divided);
    return next() ?? '';
  };
  return {
    expect: () => {
      dueUntil = performance.now() + dueMs;
    },
  };
}
