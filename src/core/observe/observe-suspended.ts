import { suspendedSummary } from '../lifecycle/suspended.ts';
import type { Facts } from './observe-facts.ts';
import { verdictOf, weigh } from './observe-verdict.ts';
import type { Verdict } from './verdict.ts';

const rule = 'process.suspended';

/**
 * The verdict on a session whose program a signal has stopped, or which says on its screen that it is suspended:
 * whatever else is known, it does nothing and takes nothing in. Undefined for every other.
 */
export function weighSuspended(facts: Facts): Verdict | undefined {
  const { pane, now, memory } = facts;
  const saysSo = memory.screen?.state === 'stopped' || hasLeftScreen(facts);
  const pid = pane?.stoppedPid ?? (saysSo ? pane?.pid : undefined);
  if (pid === undefined) return undefined;
  // Outside of any pane, or behind another program: then a shell has it.
  const summary = suspendedSummary(pane?.place ? pid : undefined);
  const claims = weigh(facts).evidence.map(({ decided: _decided, ...evidence }) => evidence);
  return verdictOf(facts, claims, { source: 'process', rule, at: now, says: 'stopped', summary });
}

/** One that ends leaves its screen too, a moment before. */
const leavesMs = 1500;

/** Alone in a pane, OpenCode is not stopped by Ctrl+Z: it leaves its screen, says nothing, and waits for a signal. */
function hasLeftScreen({ pane, now, memory, agent }: Facts): boolean {
  if (!agent?.isFullScreen || !pane || pane.dead || pane.alternate !== false || !memory.hasDrawn)
    return false;
  return memory.screen?.state === 'unknown' && now - (memory.screenChangedAt ?? now) >= leavesMs;
}
