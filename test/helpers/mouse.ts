import type { Terminal } from './terminal.ts';

/** Left button pressed and let go where the screen fits, as a terminal writes it (SGR). */
export async function click(terminal: Terminal, line: RegExp): Promise<void> {
  const lines = (await terminal.screen()).split('\n');
  const at = lines.findIndex(text => line.test(text));
  if (at === -1) throw new Error(`No line fits ${line}:\n${lines.join('\n')}`);
  const column = Math.max(6, (line.exec(lines[at] ?? '')?.index ?? 0) + 2);
  await terminal.type(`\u001b[<0;${column};${at + 1}M\u001b[<0;${column};${at + 1}m`);
}

/** So many turns of the wheel on a line, counted from 0. */
export function wheel(
  terminal: Terminal,
  way: 'up' | 'down',
  { line, turns }: { line: number; turns: number },
) {
  return terminal.type(`\u001b[<${way === 'up' ? 64 : 65};6;${line + 1}M`.repeat(turns));
}
