import { suspendedSummary } from '../sessions/suspended.ts';
import type { Facts } from './observe-facts.ts';
import { type Verdict, verdictOf, weigh } from './observe-verdict.ts';

const rule = 'process.suspended';

/**
 * The verdict on a session whose program a signal has stopped, or which says on its screen that it is suspended:
 * whatever else is known, it does nothing and takes nothing in. Undefined for every other.
 */
export function weighSuspended(facts: Facts): Verdict | undefined {
  const { pane, now, memory } = facts;
  const pid = pane?.stoppedPid ?? (memory.screen?.state === 'stopped' ? pane?.pid : undefined);
  if (pid === undefined) return undefined;
  // Outside of any pane, or behind another program: then a shell has it.
  const summary = suspendedSummary(pane?.pane ? pid : undefined);
  const claims = weigh(facts).evidence.map(({ decided: _decided, ...evidence }) => evidence);
  return verdictOf(facts, claims, { source: 'process', rule, at: now, says: 'stopped', summary });
}
