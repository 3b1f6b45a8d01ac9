import type { Readable } from 'node:stream';
import { descendants, endTree } from '../run/process-tree.ts';

/** A program that was started, with the pipes that it writes to. */
interface Running {
  readonly pid?: number | undefined;
  readonly exitCode: number | null;
  readonly stdout?: Readable | null;
  readonly stderr?: Readable | null;
  readonly once: (event: 'exit', listener: () => void) => unknown;
}

/** How long after the end of a program more output may come: from what it has left running. */
const lastWordsMs = 500;
/** How long a program and its children may take to leave when they are asked to. */
const graceMs = 300;

/**
 * Ends a program with all that it started after `timeoutMs`, and reads no longer than that, nor long after the end of
 * the program: what it left running may hold its pipes open for ever.
 */
export function limitRun(child: Running, timeoutMs: number) {
  let timedOut = false;
  let exit: number | undefined;
  const hangUp = () => {
    for (const pipe of [child.stdout, child.stderr]) pipe?.destroy();
  };
  const end = async () => {
    timedOut = child.exitCode === null;
    const tree = child.pid === undefined ? [] : await descendants(child.pid).catch(() => []);
    await endTree(tree, { graceMs }).catch(() => []);
    hangUp();
  };
  const timer = setTimeout(() => void end(), timeoutMs);
  let after: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    exit = child.exitCode ?? undefined;
    after = setTimeout(hangUp, lastWordsMs);
  });
  return {
    close: () => {
      clearTimeout(timer);
      clearTimeout(after);
    },
    /** What the end of its pipes would hide: that it took too long, or that it had ended well. */
    outcome: () => ({ timedOut, ...(!timedOut && exit === 0 && { failed: false, exitCode: 0 }) }),
  };
}
