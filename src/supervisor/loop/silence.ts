import type { Silent } from '../../backends/backend.ts';
import type { Session } from '../../core/session/session.ts';

/** What keeps us from asking its server; its end, its screen and what it waits for are not known then. */
export function silenceOf(silent: Silent, { status }: Session): string | undefined {
  const { process, tmux } = status;
  return process === 'alive' && tmux ? silent.get(tmux.socket) : undefined;
}
