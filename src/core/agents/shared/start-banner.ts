/** What stands at the top of a screen before a conversation begins: prompts and answers of the four agents, and bars. */
const conversation = /^(?:[❯›●⏺•✦ℹ✕⚠■]| ?[>!] | {0,4}┃|▄{8,}|▀{8,}|─{8,})/u;

/**
 * Output without what a program says of itself as it starts: blocks at the very top, each known by one of its lines,
 * so that it is known, too, when its beginning has left the screen. A block ends with a blank line, or where the
 * conversation begins right below it. In a peek they would take the room of what was asked and answered.
 */
export function withoutBanner(lines: readonly string[], known: readonly RegExp[]): readonly string[] {
  let from = firstFilled(lines, 0);
  while (from < lines.length) {
    const end = lines.findIndex((line, at) => at >= from && (line.trim() === '' || conversation.test(line)));
    const block = lines.slice(from, end < 0 ? lines.length : end);
    const text = block.join('\n');
    if (!known.some(pattern => pattern.test(text))) break;
    from = firstFilled(lines, from + block.length);
  }
  return lines.slice(from);
}

function firstFilled(lines: readonly string[], from: number): number {
  const at = lines.findIndex((line, index) => index >= from && line.trim() !== '');
  return at < 0 ? lines.length : at;
}
