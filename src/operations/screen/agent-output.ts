import { findAgent } from '../../core/agents/index.ts';
import type { Screen } from '../../core/screen/screen.ts';
import { trimBlank, withoutDeadLine } from '../../core/screen/screen-text.ts';
import type { Session } from '../../core/session/session.ts';

/** An agent's scrollback without the composer and footer that stand at its end. */
export function outputOf(session: Session, lines: readonly string[]): readonly string[] {
  const agent = findAgent(session.spec.agent);
  if (isBeforeAgent(session)) return trimBlank(withoutDeadLine(lines));
  if (!agent?.outputLines) return lines;
  const width = Math.max(80, ...lines.map(line => line.length));
  const screen: Screen = { lines, title: '', cursorX: -1, cursorY: -1, width, height: lines.length };
  const shown = [...agent.outputLines(screen)];
  while (shown.at(-1)?.trim() === '') shown.pop();
  return shown.length === 0 && isBare(session, screen) ? trimBlank(withoutDeadLine(lines)) : shown;
}

/** No output was found: what a program says when it cannot start, or waits for a login, is laid out like nothing that is known. */
export function isBare({ spec, status }: Session, screen: Screen): boolean {
  if (status.process === 'exited') return true;
  const reading = findAgent(spec.agent)?.readScreen(screen);
  return reading?.state === 'unknown' && reading.draft === undefined;
}

/** Its agent has not drawn a line: what stands there is of worktree.setup, which runs or has failed, or of the shell. */
export function isBeforeAgent({ status: { memory } }: Session): boolean {
  return memory.startProblem !== undefined || (memory.preparing ?? '') !== '';
}
