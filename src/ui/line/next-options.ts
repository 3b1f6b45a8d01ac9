import { agents, findAgent } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import {
  type Choosable,
  choosable,
  type LaunchOptions,
  type OptionName,
} from '../../core/agents/shared/launch-options.ts';
import type { LaunchState } from '../state/launch.ts';

/**
 * The options for a session of this agent: what was chosen for it before; of the header's, all that do not belong to
 * another agent. A permission mode that it does not know stays, so that the session is refused and not let loose.
 */
export function optionsFor(agent: Agent, { defaults, chosen }: LaunchState): LaunchOptions {
  if (agent.name === defaults.agent) return defaults.options ?? {};
  const { agent: _subagent, model, effort, ...common } = defaults.options ?? {};
  const own = chosen[agent.name];
  if (own) return { ...without(common, 'permission-mode'), ...own };
  const isForeign = model?.some(value => isModelOfAnother(value, agent));
  return {
    ...common,
    ...(model && !isForeign && { model }),
    ...(effort && agent.options?.effort && { effort }),
  };
}

function without(options: LaunchOptions, name: OptionName): LaunchOptions {
  return Object.fromEntries(Object.entries(options).filter(([key]) => key !== name));
}

/** Whether only another agent is known to have a model of this name. */
function isModelOfAnother(model: string, agent: Agent): boolean {
  const has = (one: Agent | undefined) => one?.choices?.model?.includes(model) ?? false;
  return !has(agent) && agents.some(other => has(other));
}

/** A sentence about a typed value that the agent does not know; a model may be any. */
export function checkTyped(
  agent: Agent,
  typed: Readonly<Partial<Record<Choosable, string>>>,
): string | undefined {
  for (const name of choosable) {
    const value = typed[name];
    const known = agent.choices?.[name];
    if (value === undefined || value === 'default' || name === 'model' || !known) continue;
    if (!known.includes(value) && !(name === 'permission-mode' && value === 'bypassPermissions'))
      return `${agent.label} knows no --${name} ${value}: ${known.join(', ')}, default.`;
  }
  return undefined;
}

/** What an agent takes, with `default` first; none when its values are not known. */
export function valuesOf(agentName: string, name: Choosable): readonly string[] {
  const known = findAgent(agentName)?.choices?.[name];
  return known ? ['default', ...known] : [];
}
