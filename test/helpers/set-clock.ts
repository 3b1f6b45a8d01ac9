import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScratchHome } from './scratch-home.ts';

/** Anyone who runs Node with it has the time of day of its file: the ms by which it is set, read at most every 20 ms. */
const preload = `
import { readFileSync } from 'node:fs';
const [file, RealDate] = [process.env.TEST_CLOCK_FILE, Date];
let [by, readAt] = [0, -Infinity];
const now = () => {
  if (performance.now() - readAt > 20) {
    readAt = performance.now();
    try { by = Number(readFileSync(file, 'utf8')) || 0; } catch {}
  }
  return RealDate.now() + by;
};
globalThis.Date = class extends RealDate {
  constructor(...words) { words.length === 0 ? super(now()) : super(...words); }
  static now() { return now(); }
};
`;

/** A home in which the clock of every process that is started there can be set, ahead or back. */
export function withClock(home: ScratchHome) {
  const [program, file] = [join(home.root, 'clock.mjs'), join(home.root, 'set-clock')];
  writeFileSync(program, preload);
  writeFileSync(file, '0');
  const env = { ...home.env, NODE_OPTIONS: `--import=${program}`, TEST_CLOCK_FILE: file };
  return { home: { ...home, env }, setClock: (byMs: number) => writeFileSync(file, `${byMs}`) };
}
