import type { Session } from './session.ts';

/** It ended through no act of its own or of a person: a reboot, a tmux server that died, a kill from outside. */
export function isInterrupted({ conclusion }: Session): boolean {
  const { state, process, summary } = conclusion;
  // The words are those of `observe-end.ts`.
  return state === 'failed' && process !== 'alive' && /^interrupted\b/u.test(summary);
}
