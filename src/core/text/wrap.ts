import { cells, clip, safeText } from './safe-text.ts';

/** Untrusted text as lines of at most `width` cells; blank lines are kept, at most `most` lines are returned. */
export function wrapText(text: string, width: number, most: number): readonly string[] {
  if (width <= 0 || most <= 0) return [];
  const lines: string[] = [];
  for (const line of text.split('\n', most)) {
    const safe = safeText(line, { maxCells: width * most });
    const indent = /^ */.exec(line)?.[0].slice(0, Math.floor(width / 2)) ?? '';
    lines.push(...wrapLine(safe.trim(), width - indent.length).map(part => indent + part));
    if (lines.length >= most) break;
  }
  return lines.slice(0, most);
}

/** Broken at blanks, and inside a word only where it is longer than a line. Measured as tmux counts, see `cells`. */
function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/ *[^ ]+/g) ?? []) {
    if (cells(line) + cells(word) <= width) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word.trimStart();
    while (cells(line) > width) {
      // A character wider than the line stands alone.
      const piece = clip(line, width, '') || String.fromCodePoint(line.codePointAt(0) ?? 0);
      lines.push(piece);
      line = line.slice(piece.length);
    }
  }
  return [...lines, line];
}
