import type { Session } from '../session/session.ts';
import type { State } from '../session/state.ts';

const ended: readonly State[] = ['completed', 'failed', 'stopped', 'idle'];

/** Whether it goes when a whole group is cleared: its program has ended here, and nobody has pinned it. */
export function isClearable({ spec, userState, status }: Session): boolean {
  if (spec.kind === 'adopted' || userState.pinned) return false;
  return status.process === 'exited' && ended.includes(status.state);
}
