import type { Slices } from './view-state.ts';

/** Whether leaving the view ends sessions: some live in it, or new ones would. */
export function endsWithView({ sessions, launch }: Slices<'sessions' | 'launch'>): boolean {
  return sessions.hosted > 0 || launch.defaults.backend === 'in-process';
}
