import type { Watcher } from './watcher.ts';

const wheelLines = 3;
const mouse = /\u001b\[<(\d+);\d+;\d+([Mm])/g;
const up = '64';
const down = '65';

/** Lines up that a key goes, of a screen with so many; more than there are is the end. */
const keys: Readonly<Record<string, (rows: number) => number>> = {
  '\u001b[A': () => 1,
  '\u001bOA': () => 1,
  '\u001b[B': () => -1,
  '\u001bOB': () => -1,
  '\u001b[5~': rows => rows - 1,
  '\u001b[6~': rows => 1 - rows,
  '\u001b[H': () => Number.MAX_SAFE_INTEGER,
  '\u001bOH': () => Number.MAX_SAFE_INTEGER,
};
const isEnd = /^(?:q|\r|\u001b|\u0003|\u001b\[F|\u001bOF)$/;

/**
 * Takes from what a viewer has pressed what reads back: the wheel, and while it reads the keys for it. Any other key goes
 * on with the program, which gets it.
 */
export function takeReading(bytes: string, watcher: Watcher, rows: number): string {
  if (!watcher.hasWheel() && !watcher.isReadingBack()) return bytes;
  const rest = bytes.replace(mouse, (_all, button: string, final: string) => {
    if (final === 'M' && button === up) watcher.readBack(wheelLines);
    if (final === 'M' && button === down && watcher.isReadingBack()) watcher.readBack(-wheelLines);
    return '';
  });
  if (rest === '' || !watcher.isReadingBack()) return rest;
  const lines = keys[rest];
  watcher.readBack(lines ? lines(rows) : Number.MIN_SAFE_INTEGER);
  return lines || isEnd.test(rest) ? '' : rest;
}
