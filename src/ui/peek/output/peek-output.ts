import { clip, safeText } from '../../../core/text/safe-text.ts';
import { wrapText } from '../../../core/text/wrap.ts';

/** A line of output is never shown on more lines than this. */
const mostWrapped = 12;
const made = new WeakMap<readonly string[], { readonly width: number; readonly lines: readonly string[] }>();

/** Output as it is read in the peek: without runs of blank lines, long lines wrapped. Made once per output and width. */
export function outputLines(lines: readonly string[], width: number): readonly string[] {
  const known = made.get(lines);
  if (known?.width === width) return known.lines;
  const folded = lines.flatMap(withoutBar).flatMap(line => foldLine(line, width));
  const dense = folded.filter((line, index) => line !== '' || (index > 0 && folded[index - 1] !== ''));
  while (dense.at(-1) === '') dense.pop();
  made.set(lines, { width, lines: dense });
  return dense;
}

/**
 * Gemini CLI draws a sent prompt between two bars across the screen; the upper one parts it from what came before.
 * OpenCode draws one at the left of what was sent, also beside the blank lines around it.
 */
function withoutBar(line: string): readonly string[] {
  if (/^ {0,4}┃\s*$/u.test(line)) return [''];
  if (!/^(?:▄{8,}|▀{8,})\s*$/u.test(line)) return [line];
  return line.startsWith('▄') ? [''] : [];
}

/** Rules, boxes and tables would fall apart: they are cut off. */
function foldLine(line: string, width: number): readonly string[] {
  const safe = safeText(line, { keepIndent: true }).trimEnd();
  const cut = clip(safe, width);
  if (cut === safe) return [cut];
  if (!/[\u2500-\u259f]/u.test(safe)) return wrapText(safe, width, mostWrapped);
  return [/^[\s\u2500-\u259f]+$/u.test(safe) ? safe.slice(0, width) : clip(withoutRightEdge(safe), width)];
}

/** Of a frame that is wider than the peek, only the edge is lost and not the words in it. */
function withoutRightEdge(line: string): string {
  return line.replace(/\s+[│┃▌▐█]$/u, '');
}

/**
 * How many lines `after` has beyond the end of `before`, two readings of one growing output; undefined when nothing of
 * `before` stands there any more. Its last lines may have been overwritten, as a spinner is.
 */
export function linesBeyond(before: readonly string[], after: readonly string[]): number | undefined {
  for (let skipped = 0; skipped <= mostSkipped && before.length - skipped > 0; skipped++) {
    const end = before.length - skipped;
    const tail = before.slice(Math.max(0, end - windowLines), end);
    if (tail.every(line => line.trim() === '')) continue;
    const at = lastIndexOfRun(after, tail);
    if (at !== undefined) return Math.max(0, after.length - at - tail.length - skipped);
  }
  return undefined;
}

const windowLines = 3;
const mostSkipped = 12;

function lastIndexOfRun(lines: readonly string[], run: readonly string[]): number | undefined {
  for (let at = lines.length - run.length; at >= 0; at--) {
    if (run.every((line, index) => line === lines[at + index])) return at;
  }
  return undefined;
}

/**
 * What is read with the scrollback above it, and how many lines of the peek that adds. The scrollback ends with the
 * screen, on which what is read stands, perhaps a little higher by now.
 */
export function withScrollback(
  history: readonly string[],
  held: readonly string[],
  width: number,
): { readonly held: readonly string[]; readonly added: number } {
  const at = placeIn(history, held);
  const all = [...history.slice(0, at), ...held];
  return { held: all, added: outputLines(all, width).length - outputLines(held, width).length };
}

/** Where `held` begins in `history`: by the first of its lines that can be found, else by its length from the end. */
function placeIn(history: readonly string[], held: readonly string[]): number {
  for (let skipped = 0; skipped <= mostSkipped && skipped < held.length; skipped++) {
    const run = held.slice(skipped, skipped + windowLines);
    if (run.every(line => line.trim() === '')) continue;
    const at = lastIndexOfRun(history, run);
    if (at !== undefined) return Math.max(0, at - skipped);
  }
  return Math.max(0, history.length - held.length);
}

/**
 * What is read with a conversation's earlier words above it. The first line on the screen that begins something in the
 * conversation tells where they meet.
 */
export function withEarlier(
  conversation: readonly string[],
  held: readonly string[],
  width: number,
): { readonly held: readonly string[]; readonly added: number } {
  const starts = held.flatMap((line, index) =>
    /^[❯●!]\s\S/u.test(line) ? [{ index, key: startOf(line) }] : [],
  );
  for (const { index, key } of starts) {
    const at = conversation.findLastIndex(line => startOf(line) === key);
    if (at < 0) continue;
    const rest = held.slice(index);
    // What stands above it on the screen is its own beginning of the conversation, or the end of what came before.
    const all = [...conversation.slice(0, at), ...rest];
    const { length } = outputLines(all, width);
    return { held: all, added: length - outputLines(held, width).length };
  }
  return { held, added: 0 };
}

/** Enough to know it by, and not so much that a screen would have wrapped it. */
function startOf(line: string): string {
  return line.replace(/\s+/gu, ' ').trim().slice(0, 36);
}
