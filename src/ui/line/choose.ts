import { type Choosable, choosable, type LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import { isInstalled, programNames } from '../../core/catalog/catalog.ts';
import type { Defaults, LaunchState } from '../state/launch.ts';
import type { Changes } from '../state/view-state.ts';
import { withAgent } from './dispatch-line.ts';
import { valuesOf } from './next-options.ts';

/** The next agent that is there; undefined when there is no other. */
export function nextAgent(launch: LaunchState, by: 1 | -1): Changes | undefined {
  const { defaults, catalog } = launch;
  const names = programNames().filter(name => name === defaults.agent || isInstalled(name, catalog));
  const name = neighbour(names, defaults.agent, by);
  if (name === undefined || name === defaults.agent) return undefined;
  return keepChosen(launch, withAgent(defaults, { agent: name }, launch));
}

/** The next value of the agent's own for this option; undefined when none is known. */
export function nextValue(launch: LaunchState, name: Choosable, by: 1 | -1): Changes | undefined {
  const { defaults } = launch;
  const value = neighbour(valuesOf(defaults.agent, name), defaults.options?.[name]?.[0] ?? 'default', by);
  if (value === undefined) return undefined;
  const { [name]: _old, ...others } = defaults.options ?? {};
  const options: LaunchOptions = value === 'default' ? others : { ...others, [name]: [value] };
  return keepChosen(launch, { ...defaults, options });
}

/** The view with these from now on; each agent has its own model, effort and permission mode when it is chosen again. */
export function keepChosen(state: LaunchState, defaults: Defaults): Changes {
  const before = ownOptions(state.defaults.options);
  const chosen = {
    ...state.chosen,
    [state.defaults.agent]: before,
    [defaults.agent]: ownOptions(defaults.options),
  };
  return { launch: { defaults, chosen } };
}

function ownOptions(options: LaunchOptions = {}): LaunchOptions {
  return Object.fromEntries(
    choosable.flatMap(name => (options[name] === undefined ? [] : [[name, options[name]]])),
  );
}

function neighbour(values: readonly string[], value: string, by: 1 | -1): string | undefined {
  const at = values.indexOf(value);
  // One that was typed stands before the first.
  if (at === -1) return values[by === 1 ? 0 : values.length - 1];
  return values[(at + by + values.length) % values.length];
}
