import type { LaunchOptions } from '../../core/agents/shared/launch-options.ts';
import type { Catalog } from '../../core/catalog/catalog.ts';
import type { Field } from './text-edit.ts';

/** Why a line would start nothing, or started nothing; for every line of that `lineKey`. */
export interface LineProblem {
  readonly key: string;
  readonly text: string;
}
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
  /** Model, effort, permission mode and the like, as given to the view. */
  readonly options?: LaunchOptions;
}
/** Counts only while the field is the same object. */
export interface MenuMarks {
  readonly field: Field;
  /** Which entry the pointer stands on. */
  readonly at: number;
  /** The pointer was moved: Enter takes the entry. */
  readonly isMoved: boolean;
  /** Where the word begins whose menu was closed with Esc. */
  readonly closedAt?: number;
}
/** What a line of the dispatch field is read with; part of the view's state. */
export interface LineContext {
  readonly defaults: Defaults;
  /** Model, effort and permission mode that were chosen in this view, by agent. */
  readonly chosen: Readonly<Record<string, LaunchOptions>>;
  /** What can be completed; undefined until it has been read. */
  readonly catalog: Catalog | undefined;
}
