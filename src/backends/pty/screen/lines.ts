import type { IBuffer, Terminal } from '@xterm/headless';
import { cleanLine } from '../../../core/text/terminal-text.ts';

/** The lines that are seen now. */
export function readLines({ buffer: { active }, rows }: Terminal): readonly string[] {
  return Array.from({ length: rows }, (_, row) => cleanLine(lineAt(active, active.baseY + row)));
}

/** The last `count` lines; what stood above a full-screen program is in the other buffer. */
export function readHistory(
  { buffer: { active, normal }, rows }: Terminal,
  count: number,
): readonly string[] {
  const above = active.type === 'alternate' ? joined(normal, 0, normal.baseY) : [];
  const all = [...above, ...joined(active, 0, active.baseY + rows)].map(cleanLine);
  while (all.at(-1) === '') all.pop();
  return count > 0 ? all.slice(-count) : [];
}

/** The lines from `start` to before `end`; those that only continue another are joined to it. */
function joined(buffer: IBuffer, start: number, end: number): readonly string[] {
  const lines: string[] = [];
  for (let row = start; row < end; row++) {
    const text = lineAt(buffer, row, !buffer.getLine(row + 1)?.isWrapped);
    if (row > start && buffer.getLine(row)?.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  return lines;
}

function lineAt(buffer: IBuffer, row: number, isTrimmed = true): string {
  return buffer.getLine(row)?.translateToString(isTrimmed) ?? '';
}
