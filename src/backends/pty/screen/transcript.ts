import type { IBuffer, Terminal } from '@xterm/headless';
import { cleanLine } from '../../../core/text/terminal-text.ts';

/** What a program prints, as plain text: each line once, also where it is drawn again and again. */
export interface Transcript {
  /** Lines that have left the screen since the last call: call it once for every `mostBetween` characters or fewer. */
  readonly scrolled: () => string;
  /** Those, and lines above the cursor; to be asked now and then. */
  readonly standing: (nowMs: number) => string;
  /** All that is left, when nothing comes any more. */
  readonly rest: () => string;
}

/** Of what is drawn between two calls: more could scroll out of the emulator's memory. */
export const mostBetween = 1500;

/** How long a line has to stand before it is told; longer of a program that has gone back to lines above. */
const standsMs = 250;
const standsAgainMs = 1500;
/** A line that is longer, in rows, is told in pieces. */
const mostRows = 500;

/**
 * Lines that have left the screen are told at once, and those above the cursor when they have stood for a while, since
 * programs draw again what is there. One that changes after all is told again when it has left the screen.
 */
export function openTranscript(terminal: Terminal): Transcript {
  const { buffer } = terminal;
  const goesBack = followMovesUp(terminal);
  /** The first row that may still change, or is not told yet. */
  let start = terminal.registerMarker(-(buffer.active.baseY + buffer.active.cursorY));
  /** By the row, counted from there, in which they begin. */
  let told: (string | undefined)[] = [];
  let standing: (Standing | undefined)[] = [];

  const tell = (line: Line, first: number) => (told[line.from - first] === line.text ? '' : line.text);
  const scrolled = (isFull: boolean) => {
    const first = start && start.line >= 0 ? start.line : buffer.normal.baseY;
    const end = isFull ? lastRow(buffer.normal) + 1 : buffer.normal.baseY;
    let text = '';
    let from = first;
    for (const line of linesOf(buffer.normal, first, end, isFull)) {
      text += tell(line, first);
      from = line.to;
    }
    if (from > first || start?.line !== first) {
      start?.dispose();
      start = terminal.registerMarker(from - buffer.active.baseY - buffer.active.cursorY);
      told = told.slice(from - first);
      standing = standing.slice(from - first);
    }
    return { text, first: from };
  };
  const above = (first: number, nowMs: number) => {
    const stood = standing;
    standing = [];
    let text = '';
    let isInOrder = true;
    for (const line of linesOf(buffer.normal, first, buffer.normal.baseY + buffer.normal.cursorY, false)) {
      const row = line.from - first;
      const before = stood[row]?.text === line.text ? stood[row] : undefined;
      const since = before?.since ?? nowMs;
      standing[row] = { text: line.text, since };
      if (told[row] !== undefined) continue;
      isInOrder &&= nowMs - since >= (goesBack() ? standsAgainMs : standsMs);
      if (!isInOrder) continue;
      told[row] = line.text;
      text += line.text;
    }
    return text;
  };
  return {
    scrolled: () => (buffer.active.type === 'normal' ? scrolled(false).text : ''),
    standing: nowMs => {
      if (buffer.active.type !== 'normal') return '';
      const { text, first } = scrolled(false);
      return text + above(first, nowMs);
    },
    rest: () => {
      const { active, normal } = buffer;
      if (active.type === 'normal') return scrolled(true).text;
      const first = start && start.line >= 0 ? start.line : normal.baseY;
      const below = linesOf(normal, first, lastRow(normal) + 1, true).map(line => tell(line, first));
      const shown = linesOf(active, active.baseY, lastRow(active) + 1, true);
      return [...below, ...shown.map(({ text }) => text)].join('');
    },
  };
}

interface Standing {
  readonly text: string;
  readonly since: number;
}

interface Line {
  /** Its rows; `to` is not one of them. */
  readonly from: number;
  readonly to: number;
  /** With its newline, unless it goes on. */
  readonly text: string;
}

/** The lines that end before row `end`; `isFull`: the last one does in any case. */
function linesOf(buffer: IBuffer, start: number, end: number, isFull: boolean): readonly Line[] {
  const lines: Line[] = [];
  for (let from = start; from < end; ) {
    let to = from + 1;
    while (to - from < mostRows && buffer.getLine(to)?.isWrapped) to += 1;
    if (to > end && !isFull) break;
    lines.push({ from, to, text: textOf(buffer, from, to) });
    from = to;
  }
  return lines;
}

function textOf(buffer: IBuffer, from: number, to: number): string {
  const goesOn = buffer.getLine(to)?.isWrapped === true;
  let text = '';
  for (let row = from; row < to; row += 1)
    text += buffer.getLine(row)?.translateToString(row === to - 1 && !goesOn) ?? '';
  return goesOn ? text : `${cleanLine(text)}\n`;
}

/** The last row in which something stands. */
function lastRow(buffer: IBuffer): number {
  let row = buffer.length - 1;
  while (row >= 0 && !buffer.getLine(row)?.translateToString(true)) row -= 1;
  return row;
}

/** Whether the program has ever gone back to a line above, on the screen that scrolls. */
function followMovesUp({ parser, buffer }: Terminal): () => boolean {
  let hasGoneBack = false;
  const note = () => {
    hasGoneBack ||= buffer.active.type === 'normal';
    return false;
  };
  for (const final of ['A', 'F', 'H', 'd', 'f', 'u']) parser.registerCsiHandler({ final }, note);
  for (const final of ['8', 'M']) parser.registerEscHandler({ final }, note);
  return () => hasGoneBack;
}
