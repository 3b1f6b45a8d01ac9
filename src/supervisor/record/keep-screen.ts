import { findAgent } from '../../core/agents/index.ts';
import type { Screen } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';
import { keepSeenScreen } from '../../system/store/history/last-screen.ts';
import type { PollMemory } from '../poll-memory.ts';

/** While an agent works its screen is kept as often as this. */
const keptMs = 60_000;

/**
 * Keeps what agents said last: when the tmux server dies, or the machine, their screens are gone. Not of shell jobs,
 * whose output is not written to disk.
 */
export function keepScreens(
  world: World,
  { kept }: PollMemory,
  seen: { readonly sessions: readonly Session[]; readonly screens: ReadonlyMap<string, Screen> },
): void {
  for (const session of seen.sessions) {
    const { id, status } = session;
    const screen = seen.screens.get(id);
    if (!screen || !isKept(session)) continue;
    const last = kept.get(id);
    const state = `${status.state} ${status.since}`;
    const isDue = !last || last.state !== state || performance.now() - last.at >= keptMs;
    if (!isDue) continue;
    kept.set(id, { state, at: performance.now() });
    keep(world, session, screen);
  }
}

function isKept({ spec, status }: Session): boolean {
  return spec.kind === 'background' && status.process === 'alive';
}

/** A full disk does not stop the poll. */
function keep({ paths }: World, { id, spec }: Session, screen: Screen): void {
  const lines = findAgent(spec.agent)?.outputLines?.(screen) ?? screen.lines;
  if (lines.every(line => line.trim() === '')) return;
  try {
    keepSeenScreen(paths, id, lines);
  } catch {
    // The record only informs: a failure changes nothing.
  }
}
