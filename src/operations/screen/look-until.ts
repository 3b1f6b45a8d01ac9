import { setTimeout as wait } from 'node:timers/promises';
import type { Agent } from '../../core/agents/shared/agent.ts';
import type { Session } from '../../core/session/session.ts';
import type { World } from '../context/world.ts';
import { type Look, look } from './look.ts';

const pollMs = 60;

interface Until {
  readonly limitMs: number;
  readonly isDone: (seen: Look) => boolean;
  /** Where the session was just looked at. */
  readonly first?: Look | undefined;
}

/** Looks at a session until its screen is as wanted, or the time is over: the last look. Undefined when its pane is gone. */
export async function lookUntil(
  world: World,
  { agent, session }: { readonly agent: Agent; readonly session: Session },
  { limitMs, isDone, first }: Until,
): Promise<Look | undefined> {
  const deadline = performance.now() + limitMs;
  let seen = first ?? (await look(world, agent, session));
  while (seen && !isDone(seen) && performance.now() < deadline) {
    await wait(pollMs);
    seen = await look(world, agent, session);
  }
  return seen;
}
