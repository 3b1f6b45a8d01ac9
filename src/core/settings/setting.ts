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

/** What else an entry can say. */
type More = Pick<Setting<unknown>, 'project' | 'variable'>;

export function setting<Value>(entry: Setting<Value>): Setting<Value> {
  return entry;
}

export function onOff(fallback: boolean, doc: string, more: More = {}): Setting<boolean> {
  return { schema: v.boolean(), fallback, wants: 'true or false', doc, ...more };
}

/** One of some words; the first is what holds otherwise. */
export function choice<const Word extends string>(
  words: readonly [Word, ...Word[]],
  doc: string,
  more: More = {},
): Setting<Word> {
  const quoted = words.map(word => `"${word}"`);
  const wants = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
  return { schema: v.picklist(words), fallback: words[0], wants, doc, ...more };
}

export function minutes(fallback: number, doc: string): Setting<number> {
  return { schema: between(0, 1_000_000), fallback, wants: 'a number of minutes, 0 or more', doc };
}

export function percent(fallback: number, doc: string): Setting<number> {
  return { schema: between(0, 100), fallback, wants: 'a number from 0 to 100', doc };
}

export function between(least: number, most: number): v.GenericSchema<number> {
  return v.pipe(v.number(), v.minValue(least), v.maxValue(most));
}

/** A command of the person; none otherwise. */
export function command(wants: string, doc: string): Setting<string> {
  return { schema: v.string(), fallback: '', wants, doc };
}

/** Of the repository; none otherwise. */
export function paths(wants: string, doc: string, more: More = {}): Setting<readonly string[]> {
  return { schema: v.array(v.pipe(v.string(), v.regex(insidePath))), fallback: [], wants, doc, ...more };
}
