import { describedAgent } from '../../core/agents/described/described.ts';
import { readDescription } from '../../core/agents/described/read-description.ts';
import { builtInNames, isBuiltIn } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { nearest } from '../../core/text/nearest.ts';
import { isRecord } from '../files/shape.ts';
import type { SettingsReading } from './read-settings.ts';

/** Agents that settings describe, and sentences about descriptions with a mistake. */
export interface DescribedAgents {
  readonly agents: readonly Agent[];
  readonly problems: readonly string[];
}

/** What the settings say of agents; that new sessions run one that nobody knows is a mistake, too. */
export function agentsOf({ where, described, layers }: SettingsReading): DescribedAgents {
  const { agents, problems } = describedAgents(where, described);
  const names = [...builtInNames, ...agents.map(({ name }) => name)];
  const layer = layers.findLast(({ values }) => values.agent !== undefined);
  const named = layer?.values.agent;
  if (typeof named !== 'string' || names.includes(named)) return { agents, problems };
  const place = layer?.origin === 'user' ? where('agent') : layer?.from;
  return { agents, problems: [...problems, `${place}: ${unknownAgent(named, names)}`] };
}

/** A sentence. */
export function unknownAgent(named: string, names: readonly string[]): string {
  const near = nearest(named, names);
  const hint = near === undefined ? `Known are ${names.join(', ')}.` : `Did you mean "${near}"?`;
  return `"agent" names "${named}", which is no agent. ${hint}`;
}

const agentName = /^[a-z][a-z0-9-]*$/;

/** `{"agents": {"qwen": {…}}}`: a description with a mistake is passed over, the others count. */
export function describedAgents(where: (key: string) => string, value: unknown): DescribedAgents {
  if (value === undefined) return { agents: [], problems: [] };
  if (!isRecord(value))
    return { agents: [], problems: [`${where('agents')}: "agents" must hold descriptions by name.`] };
  const read = Object.entries(value).map(([name, each]) => {
    if (isBuiltIn(name))
      return { problems: [{ key: `agents.${name}`, what: 'is built in; take another name' }] };
    if (!agentName.test(name))
      return {
        problems: [{ key: `agents.${name}`, what: 'needs a name of a-z, 0-9 and -, with a letter first' }],
      };
    const { description, problems } = readDescription(name, each);
    return description ? { agent: describedAgent(name, description), problems } : { problems };
  });
  return {
    agents: read.flatMap(each => ('agent' in each && each.agent ? [each.agent] : [])),
    problems: read.flatMap(({ problems }) =>
      problems.map(({ key, what }) => `${where(key)}: "${key}" ${what}. This agent is not known until then.`),
    ),
  };
}
