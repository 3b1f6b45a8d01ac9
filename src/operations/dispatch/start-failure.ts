import { setTimeout as wait } from 'node:timers/promises';
import type { Listed } from '../../backends/backend.ts';
import { findAgent } from '../../core/agents/index.ts';
import { complaintIn } from '../../core/screen/screen-text.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { shortSpan } from '../../core/text/age.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { World } from '../context/world.ts';

/** How many lines of its last output are shown for a program that could not start. */
const mostLines = 100;

/** An agent that ends within this time counts as not started. */
const atOnceMs = 2000;

/**
 * The sentence about an agent that has ended instead of starting; undefined while it runs. `startedAt` is when it was
 * started, by `performance.now()`.
 */
export async function startFailure(
  world: World,
  session: Session,
  startedAt: number,
): Promise<string | undefined> {
  const pane = await paneOf(world, session);
  const name = safeText(displayName(session));
  if (!pane) return `${name} was started, but its terminal is gone.`;
  if (!hasEnded(pane)) return undefined;
  const said = complaintIn(
    (await world.backend.history({ place: pane.place, id: session.id }, mostLines)) ?? [],
  );
  const how = pane.signal ? `killed by signal ${pane.signal}` : `exit code ${pane.exitCode}`;
  const words = said === undefined ? 'it said nothing' : safeText(said, { maxCells: 200 });
  return `${name} could not be started: ${session.spec.agent} ended ${afterWords(performance.now() - startedAt)} (${how}): ${words}`;
}

export function afterWords(ranMs: number): string {
  return ranMs < atOnceMs ? 'at once' : `after ${shortSpan(ranMs)}`;
}

/** How long a program that cannot start takes to say so; OpenCode was seen to draw nothing for 8 s. */
const beginMs = 8000;

/** Waits until a started agent has drawn something that its rules know; throws a sentence when it has ended. */
export async function untilBegun(world: World, session: Session): Promise<void> {
  const agent = findAgent(session.spec.agent);
  if (!agent || session.spec.kind !== 'background') return;
  const startedAt = performance.now();
  for (; performance.now() - startedAt < beginMs; await wait(100)) {
    const failure = await startFailure(world, session, startedAt);
    if (failure !== undefined) throw new Error(failure);
    const pane = await paneOf(world, session);
    const screen = pane && (await world.backend.capture([pane])).get(session.id);
    if (screen && agent.readScreen(screen).state !== 'unknown') return;
  }
}

/** tmux can call a pane dead a moment before it knows how its program has ended. */
function hasEnded({ dead, exitCode, signal }: Listed): boolean {
  return dead && (exitCode !== undefined || signal !== undefined);
}

async function paneOf(world: World, { id }: Session): Promise<Listed | undefined> {
  const { panes } = await world.backend.list('own');
  return panes.find(pane => pane.id === id);
}
