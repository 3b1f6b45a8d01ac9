import { type Choosable, choosable, type LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import { isInstalled, programNames } from '../../core/catalog/catalog.ts';
import type { Defaults } from '../state/line-state.ts';
import type { ViewState } from '../state/view-state.ts';
import { withAgent } from './dispatch-line.ts';
import { valuesOf } from './next-options.ts';

/** The next agent that is there; undefined when there is no other. */
export function nextAgent(state: ViewState, by: 1 | -1): Partial<ViewState> | undefined {
  const { defaults, catalog } = state;
  const names = programNames().filter(name => name === defaults.agent || isInstalled(name, catalog));
  const name = neighbour(names, defaults.agent, by);
  if (name === undefined || name === defaults.agent) return undefined;
  return keepChosen(state, withAgent(defaults, { agent: name }, state));
}

/** The next value of the agent's own for this option; undefined when none is known. */
export function nextValue(state: ViewState, name: Choosable, by: 1 | -1): Partial<ViewState> | undefined {
  const { defaults } = state;
  const value = neighbour(valuesOf(defaults.agent, name), defaults.options?.[name]?.[0] ?? 'default', by);
  if (value === undefined) return undefined;
  const { [name]: _old, ...others } = defaults.options ?? {};
  const options: LaunchOptions = value === 'default' ? others : { ...others, [name]: [value] };
  return keepChosen(state, { ...defaults, options });
}

/** The view with these from now on; each agent has its own model, effort and permission mode when it is chosen again. */
export function keepChosen(state: ViewState, defaults: Defaults): Partial<ViewState> {
  const before = ownOptions(state.defaults.options);
  const chosen = {
    ...state.chosen,
    [state.defaults.agent]: before,
    [defaults.agent]: ownOptions(defaults.options),
  };
  return { defaults, chosen };
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
