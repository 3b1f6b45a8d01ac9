/**
 * What a person can say of a new session's model and rights, whatever its agent; each agent
 * has its own words for it.
 */
export const optionNames = [
  'agent',
  'model',
  'effort',
  'permission-mode',
  'settings',
  'add-dir',
  'plugin-dir',
  'mcp-config',
  'strict-mcp-config',
  'fallback-model',
  'dangerously-skip-permissions',
  'allow-dangerously-skip-permissions',
] as const;
export type OptionName = (typeof optionNames)[number];

/** Values by name; several where an option may be repeated, one empty text for an option without a value. */
export type LaunchOptions = Readonly<Partial<Record<OptionName, readonly string[]>>>;

/** The words of one agent for each option; none for a value that it has no equal for. */
export type OptionWords = Readonly<
  Partial<Record<OptionName, (value: string) => readonly string[] | undefined>>
>;

/** What can be chosen for the next session with a key; the rest is given in words. */
export const choosable = ['model', 'effort', 'permission-mode'] as const satisfies readonly OptionName[];
export type Choosable = (typeof choosable)[number];

/** Values that one agent is known to take; for a model any other word may be as good. */
export type Choices = Readonly<Partial<Record<Choosable, readonly string[]>>>;

/** For the header: `@reviewer · opus · high effort · plan mode`. */
export function optionSummary(options: LaunchOptions): readonly string[] {
  const first = (name: OptionName) => options[name]?.[0];
  const [agent, model, effort, mode] = [
    first('agent'),
    first('model'),
    first('effort'),
    first('permission-mode'),
  ];
  const skips = options['dangerously-skip-permissions'] !== undefined;
  return [
    ...(agent ? [`@${agent}`] : []),
    ...(model ? [model] : []),
    ...(effort ? [`${effort} effort`] : []),
    ...(mode ? [`${mode} mode`] : []),
    ...(skips ? ['permissions skipped'] : []),
  ];
}

/** An option that the agent knows by the same name. */
export function sameName(name: OptionName): (value: string) => readonly string[] {
  return value => (value === '' ? [`--${name}`] : [`--${name}`, value]);
}
