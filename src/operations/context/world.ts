import { type Given, openPlainWorld, type World } from './plain-world.ts';
import { withAgents } from './with-agents.ts';

export type { World };

/** The world, with the agents that settings describe. Throws a sentence. */
export function openWorld(env: NodeJS.ProcessEnv, given?: Given): World {
  return withAgents(openPlainWorld(env, given));
}
