import { writeSync } from 'node:fs';
import type { Background } from '../../core/text/background.ts';
import { groundQuestion, takeAnswer } from '../theme/background-answer.ts';

/** So long may the answer take on a slow line before an Esc is nothing but a key again. */
const dueMs = 3000;
/** The rest of an answer follows its beginning at once. */
const splitMs = 30;
/** Anyone who leaves sooner would find the answer on the shell's line. */
const leastMs = 400;

export interface Question {
  /** What the terminal said; undefined until then. */
  readonly answer: () => Background | undefined;
  /** Told when the answer comes; at once if it has come already. */
  readonly onAnswer: (tell: (background: Background) => void) => void;
  /** Resolves when no answer is under way any more. */
  readonly settled: () => Promise<void>;
}

/**
 * Asks the terminal whether its background is dark or light. The answer comes as input, whenever it likes: it is taken
 * out before Ink reads, which knows no such sequences and would pass it on as keys.
 */
export function askBackground(): Question {
  const { stdin } = process;
  const read = stdin.read.bind(stdin);
  const askedAt = performance.now();
  let held = '';
  let released = '';
  let found: Background | undefined;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let tell: ((background: Background) => void) | undefined;
  let settle: (() => void) | undefined;

  const end = (background: Background | undefined) => {
    isOver = true;
    settle?.();
    found = background;
    if (background) tell?.(background);
  };
  const release = () => {
    released += held;
    held = '';
    stdin.emit('readable');
  };
  stdin.read = size => {
    if (isOver && released === '') return read(size);
    const chunk: unknown = read(size);
    if (chunk !== null && typeof chunk !== 'string') return chunk;
    if (chunk === null && released === '') return null;
    clearTimeout(timer);
    const before = released;
    released = '';
    const holdsEscape = performance.now() - askedAt < dueMs;
    const taken = takeAnswer(held + (chunk ?? ''), { holdsEscape });
    held = taken.held;
    if (held) timer = setTimeout(release, splitMs);
    if (taken.background) end(taken.background);
    return before + taken.keys;
  };
  writeSync(1, groundQuestion);
  return {
    answer: () => found,
    onAnswer: told => {
      tell = told;
      if (found) told(found);
    },
    settled: () =>
      isOver
        ? Promise.resolve()
        : new Promise(resolve => {
            settle = resolve;
            setTimeout(resolve, leastMs - (performance.now() - askedAt));
          }),
  };
}
