import { findAgent } from '../core/agents/index.ts';
import type { Screen } from '../core/observe/screen.ts';
import { trimBlank, withoutDeadLine } from '../core/observe/screen-text.ts';
import type { Session } from '../core/sessions/session.ts';

/** An agent's scrollback without the composer and footer that stand at its end. */
export function outputOf(session: Session, lines: readonly string[]): readonly string[] {
  const agent = findAgent(session.spec.agent);
  if (isBeforeAgent(session)) return trimBlank(withoutDeadLine(lines));
  if (!agent?.outputLines) return lines;
  const width = Math.max(80, ...lines.map(line => line.length));
  const screen: Screen = { lines, title: '', cursorX: -1, cursorY: -1, width, height: lines.length };
  const shown = [...agent.outputLines(screen)];
  while (shown.at(-1)?.trim() === '') shown.pop();
  // What a program says when it cannot start is laid out like nothing that is known.
  const isBare = session.conclusion.process === 'exited' && shown.length === 0;
  return isBare ? trimBlank(withoutDeadLine(lines)) : shown;
}

/** Its agent has not drawn a line: what stands there is of worktree.setup, which runs or has failed, or of the shell. */
export function isBeforeAgent({ conclusion: { memory } }: Session): boolean {
  return memory.startProblem !== undefined || (memory.preparing ?? '') !== '';
}
