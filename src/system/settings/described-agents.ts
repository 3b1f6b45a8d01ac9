import { describedAgent, type ScreenRule } from '../../core/agents/described/described.ts';
import { type Problem, readDescription, readOverride } from '../../core/agents/described/read-description.ts';
import { builtInNames, isBuiltIn } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import { isRecord } from '../../core/schema.ts';
import { agentName } from '../../core/settings/setting.ts';
import { nearest } from '../../core/text/nearest.ts';
import type { SettingsReading } from './read-settings.ts';

/** Agents that settings describe, and sentences about descriptions with a mistake. */
export interface DescribedAgents {
  readonly agents: readonly Agent[];
  /** For agents that are built in, by name: these come before their own. */
  readonly rules: ReadonlyMap<string, readonly ScreenRule[]>;
  readonly problems: readonly string[];
}

/** What the settings say of agents; that new sessions run one that nobody knows is a mistake, too. */
export function agentsOf({ where, described, layers }: SettingsReading): DescribedAgents {
  const { agents, rules, problems } = describedAgents(where, described);
  const names = [...builtInNames, ...agents.map(({ name }) => name)];
  const layer = layers.findLast(({ values }) => values.agent !== undefined);
  const named = layer?.values.agent;
  if (typeof named !== 'string' || names.includes(named)) return { agents, rules, problems };
  const place = layer?.origin === 'user' ? where('agent') : layer?.from;
  return { agents, rules, problems: [...problems, `${place}: ${unknownAgent(named, names)}`] };
}

/** A sentence. */
export function unknownAgent(named: string, names: readonly string[]): string {
  const near = nearest(named, names);
  const hint = near === undefined ? `Known are ${names.join(', ')}.` : `Did you mean "${near}"?`;
  return `"agent" names "${named}", which is no agent. ${hint}`;
}

/** `{"agents": {"qwen": {…}}}`: a description with a mistake is passed over, the others count. */
export function describedAgents(where: (key: string) => string, value: unknown): DescribedAgents {
  const none = { agents: [], rules: new Map() };
  if (value === undefined) return { ...none, problems: [] };
  if (!isRecord(value))
    return { ...none, problems: [`${where('agents')}: "agents" must hold descriptions by name.`] };
  const read = Object.entries(value).map(([name, each]) => {
    if (mayOverride(name)) {
      const { rules, problems } = readOverride(name, each);
      return {
        override: [name, rules] as const,
        problems: toSentences(where, problems, 'These rules do not count'),
      };
    }
    const untilThen = 'This agent is not known until then';
    const wrong = (what: string) => ({
      problems: toSentences(where, [{ key: `agents.${name}`, what }], untilThen),
    });
    if (isBuiltIn(name)) return wrong('is built in; take another name');
    if (!agentName.test(name)) return wrong('needs a name of a-z, 0-9 and -, with a letter first');
    const { description, problems } = readDescription(name, each);
    const sentences = toSentences(where, problems, untilThen);
    return description
      ? { agent: describedAgent(name, description), problems: sentences }
      : { problems: sentences };
  });
  return {
    agents: read.flatMap(each => ('agent' in each && each.agent ? [each.agent] : [])),
    rules: new Map(read.flatMap(each => ('override' in each && each.override ? [each.override] : []))),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** A shell job has no screen of its own to read. */
function mayOverride(name: string): boolean {
  return builtInNames.includes(name) && name !== 'shell';
}

function toSentences(
  where: (key: string) => string,
  problems: readonly Problem[],
  outcome: string,
): readonly string[] {
  return problems.map(({ key, what }) => `${where(key)}: "${key}" ${what}. ${outcome}.`);
}
