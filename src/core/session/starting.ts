import type { Session } from './session.ts';

/**
 * Its program is on its way, or runs and has drawn no prompt yet: what is typed there now reaches nobody. A job takes
 * its input as soon as it has a terminal.
 */
export function isOnItsWay({ spec, status: { process, state, evidence } }: Session): boolean {
  if (state !== 'working' || process === 'exited') return false;
  if (process === 'none') return true;
  const rule = evidence[0]?.rule;
  return spec.kind === 'background' && (rule === 'process.starting' || rule === 'process.preparing');
}
