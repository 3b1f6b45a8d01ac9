import { findAgent } from '../core/agents/index.ts';
import type { Screen } from '../core/observe/screen.ts';
import type { Session } from '../core/sessions/session.ts';

/** An agent's scrollback without the composer and footer that stand at its end. */
export function outputOf(session: Session, lines: readonly string[]): readonly string[] {
  const agent = findAgent(session.spec.agent);
  if (!agent?.outputLines) return lines;
  const width = Math.max(80, ...lines.map(line => line.length));
  const screen: Screen = { lines, title: '', cursorX: -1, cursorY: -1, width, height: lines.length };
  const shown = [...agent.outputLines(screen)];
  while (shown.at(-1)?.trim() === '') shown.pop();
  return shown;
}
