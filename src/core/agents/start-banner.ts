/**
 * Output without what a program says of itself as it starts: blocks at the very top, parted by blank lines, each known
 * by one of its lines. In a peek they take the room of what was asked and answered. All of it where nothing else is there.
 */
export function withoutBanner(lines: readonly string[], ...blocks: readonly RegExp[]): readonly string[] {
  let from = firstFilled(lines, 0);
  for (const known of blocks) {
    const end = lines.findIndex((line, at) => at >= from && line.trim() === '');
    const block = lines.slice(from, end < 0 ? lines.length : end);
    if (block.some(line => known.test(line))) from = firstFilled(lines, from + block.length);
  }
  return from < lines.length ? lines.slice(from) : lines;
}

function firstFilled(lines: readonly string[], from: number): number {
  const at = lines.findIndex((line, index) => index >= from && line.trim() !== '');
  return at < 0 ? lines.length : at;
}
