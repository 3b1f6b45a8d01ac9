import { clip, safeText } from './safe-text.ts';

/** The last lines that say something, without runs of blank ones. */
export function outputLines(lines: readonly string[], width: number, most: number): readonly string[] {
  if (most <= 0) return [];
  const safe = lines.map(line => clip(safeText(line, { keepIndent: true }).trimEnd(), width));
  const dense = safe.filter((line, index) => line.trim() !== '' || safe[index - 1]?.trim() !== '');
  while (dense.at(-1)?.trim() === '') dense.pop();
  return dense.slice(-most);
}
