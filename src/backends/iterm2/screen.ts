import type { Screen } from '../../core/screen/screen.ts';
import { cleanLine } from '../../core/text/terminal-text.ts';
import { isWide } from '../../core/text/wide-characters.ts';
import { callIt2 } from './it2.ts';
import type { Pane } from './panes.ts';

/** What stands in a pane: its text, and nothing of colours, cursor or what scrolled out. */
export async function readScreen(env: NodeJS.ProcessEnv, pane: Pane): Promise<Screen> {
  const text = await callIt2(env, ['session', 'read', '-s', pane.id]);
  return screenOf(text, pane);
}

/** it2 joins what the terminal has wrapped: it is wrapped again. */
export function screenOf(
  text: string,
  { columns, rows, title }: Pick<Pane, 'columns' | 'rows' | 'title'>,
): Screen {
  const all = text.split('\n').flatMap(line => wrapped(cleanLine(line), columns));
  const lines = all.slice(-rows);
  while (lines.length < rows) lines.push('');
  return { lines, title, cursorX: -1, cursorY: -1, width: columns, height: rows };
}

function wrapped(line: string, columns: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let cells = 0;
  for (const character of line) {
    const width = widthOf(character);
    if (cells + width > columns) {
      parts.push(part.trimEnd());
      part = '';
      cells = 0;
    }
    part += character;
    cells += width;
  }
  return [...parts, part.trimEnd()];
}

function widthOf(character: string): number {
  if (/^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}])/u.test(character)) return 0;
  return isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
}
