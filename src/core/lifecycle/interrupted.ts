import type { Session } from '../session/session.ts';
import type { State } from '../session/state.ts';

/** What it counts as where sessions are counted: those of the group `Interrupted` have not failed. */
export type CountedState = State | 'interrupted';

export function countedState(session: Session): CountedState {
  return isInterrupted(session) ? 'interrupted' : session.status.state;
}

export function isInterrupted({ status }: Session): boolean {
  const { state, process, end } = status;
  return state === 'failed' && process !== 'alive' && end === 'interrupted';
}

/**
 * Agents that run or were interrupted, for `agents respawn --all`. The interrupted ones come first: one that is being
 * replaced does not count as running, and would give its place away.
 */
export function toRespawn(sessions: readonly Session[]): readonly Session[] {
  // What Claude Code's own background has taken over is started again there.
  const agents = sessions.filter(
    ({ spec, status }) => spec.kind === 'background' && status.claudeJob === undefined,
  );
  const isAlive = ({ status }: Session) => status.process === 'alive';
  return [...agents.filter(isInterrupted), ...agents.filter(isAlive)];
}

/** Nothing of it stands in tmux any more: the rules are those of `observe-end.ts`. */
export function isTerminalGone({ status }: Session): boolean {
  const rule = status.evidence.find(({ decided }) => decided)?.rule ?? '';
  const isGone = ['process.server-gone', 'process.gone', 'process.missing'].includes(rule);
  return isGone && status.process !== 'alive';
}
