import { registerAgents } from '../../core/agents/index.ts';
import { agentsOf } from '../../system/settings/described-agents.ts';
import type { RecordsWorld } from './records-world.ts';

/** The same world, with the agents that settings describe. */
export function withAgents<W extends RecordsWorld>(world: W): W {
  const { agents, rules, problems } = agentsOf(world);
  registerAgents(agents, rules);
  return { ...world, problems: [...world.problems, ...problems] };
}
