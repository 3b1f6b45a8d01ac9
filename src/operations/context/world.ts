import { registerAgents } from '../../core/agents/index.ts';
import { agentsOf } from '../../system/settings/described-agents.ts';
import { type Given, openPlainWorld, type World } from './plain-world.ts';

export type { World };

/** The world, with the agents that settings describe. Throws a sentence. */
export function openWorld(env: NodeJS.ProcessEnv, given?: Given): World {
  return withAgents(openPlainWorld(env, given));
}

/** The same world, with the agents that settings describe. */
export function withAgents(world: World): World {
  const { agents, rules, problems } = agentsOf(world);
  registerAgents(agents, rules);
  return { ...world, problems: [...world.problems, ...problems] };
}
