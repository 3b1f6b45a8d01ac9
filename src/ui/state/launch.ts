import type { LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';

/** What new sessions will run, for the header. */
export interface Defaults {
  readonly agent: string;
  /** The one that the settings name; undefined: the same. */
  readonly usual?: string;
  readonly agentLabel: string;
  readonly isInstalled: boolean;
  /** Agents that were looked for, as a person writes them. */
  readonly lookedFor: readonly string[];
  readonly cwd: string;
  /** Where they live, where it is not the usual place. */
  readonly backend?: string;
  /** Model, effort, permission mode and the like, as given to the view. */
  readonly options?: LaunchOptions;
}

/** What a line that starts a session is read with. */
export interface LaunchState {
  readonly defaults: Defaults;
  /** Model, effort and permission mode that were chosen in this view, by agent. */
  readonly chosen: Readonly<Record<string, LaunchOptions>>;
  /** What can be completed; undefined until it has been read. */
  readonly catalog: Catalog | undefined;
}

export function firstLaunch(defaults: Defaults): LaunchState {
  return { defaults, chosen: {}, catalog: undefined };
}
