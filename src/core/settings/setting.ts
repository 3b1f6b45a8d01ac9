import * as v from 'valibot';

/** One setting: what may stand there, what it is otherwise, and what both mean to a person. */
export interface Setting<Value> {
  readonly schema: v.GenericSchema<Value>;
  readonly fallback: Value;
  /** Ends the sentence `"key" must be …`. */
  readonly wants: string;
  /** For docs/settings.md, the JSON schema and `agents settings`. */
  readonly doc: string;
  /** Whether `.agents/settings.json` of a repository may say it: nothing there may run, reveal or hide anything. */
  readonly project?: true;
  /** The variable that says it, too. */
  readonly variable?: string;
}

export const agentName = /^[a-z][a-z0-9-]*$/;

/** Relative, with no part that leads out of the repository or into its `.git`. */
export const insidePath = /^(?!\/|~)(?!.*(?:^|\/)(?:\.\.|\.git)(?:\/|$))[^\0\n]+$/;

/** What git takes at the beginning of a branch name, without what would need quoting anywhere. */
export const branchPrefix = /^(?!.*(?:\/\/|\.\.|\.\/|\.lock\/))(?:[A-Za-z0-9_][A-Za-z0-9._/-]{0,60})?$/;

export const minutes = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000));
export const wantsMinutes = 'a number of minutes, 0 or more';
export const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
export const wantsPercent = 'a number from 0 to 100';

export function setting<Value>(entry: Setting<Value>): Setting<Value> {
  return entry;
}
