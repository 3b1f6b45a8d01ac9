import { is } from 'valibot';
import type { Agent } from '../core/agents/agent.ts';
import { describedAgent } from '../core/agents/described.ts';
import { isBuiltIn } from '../core/agents/index.ts';
import { readDescription } from '../core/agents/read-description.ts';
import { defaultSettings, isSettingKey, type Settings, settingKeys, settingTable } from '../core/settings.ts';
import { jsonErrorLine } from './json-error.ts';
import type { Paths } from './paths.ts';
import { maxFileBytes, readSmallFile } from './read-file.ts';
import { reasonOf } from './reason.ts';
import { isRecord } from './shape.ts';

export interface SettingsReading {
  readonly settings: Settings;
  /** Sentences that name the file and the key; what they complain about has its default. */
  readonly problems: readonly string[];
  /** The agents that are described there. */
  readonly agents: readonly Agent[];
}

const nothing = { settings: defaultSettings, agents: [] };

/** Reads the person's settings; never throws. */
export function readSettings(paths: Paths): SettingsReading {
  const file = paths.settings;
  try {
    const text = readSmallFile(file, maxFileBytes, { followLinks: true });
    if (text === undefined || text.trim() === '') return { ...nothing, problems: [] };
    return parseSettings(file, text);
  } catch (error) {
    return { ...nothing, problems: [reasonOf(error)] };
  }
}

const agentName = /^[a-z][a-z0-9-]*$/;

function parseSettings(file: string, text: string): SettingsReading {
  const source = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    const problem = `${file}, line ${jsonErrorLine(source)}: this is not valid JSON. All settings have their defaults.`;
    return { ...nothing, problems: [problem] };
  }
  if (!isRecord(value)) {
    return { ...nothing, problems: [`${file}: the settings must stand between { and }.`] };
  }
  const { agents: described, ...rest } = value;
  const reading = settingsFrom(file, flatten(rest));
  const found = agentsFrom(file, described);
  return { ...reading, agents: found.agents, problems: [...reading.problems, ...found.problems] };
}

/** `{"agents": {"qwen": {…}}}`: a description with a mistake is passed over, the others count. */
function agentsFrom(file: string, value: unknown): Pick<SettingsReading, 'agents' | 'problems'> {
  if (value === undefined) return { agents: [], problems: [] };
  if (!isRecord(value))
    return { agents: [], problems: [`${file}: "agents" must hold descriptions by name.`] };
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
      problems.map(({ key, what }) => `${file}: "${key}" ${what}. This agent is not known until then.`),
    ),
  };
}

function settingsFrom(
  file: string,
  values: ReadonlyMap<string, unknown>,
): Pick<SettingsReading, 'settings' | 'problems'> {
  const problems: string[] = [];
  const settings: Record<string, unknown> = { ...defaultSettings };
  for (const [key, value] of values) {
    if (!isSettingKey(key))
      problems.push(
        `${file}: there is no setting "${key}". Known are ${[...settingKeys, 'agents'].join(', ')}.`,
      );
    else if (!is(settingTable[key].schema, value))
      problems.push(`${file}: "${key}" must be ${settingTable[key].wants}; the default is used.`);
    else settings[key] = value;
  }
  // Each value has passed the schema of its key.
  return { settings: settings as unknown as Settings, problems };
}

/** `{"tmux": {"server": …}}` and `{"tmux.server": …}` say the same. */
function flatten(value: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const groups = new Set(settingKeys.flatMap(key => (key.includes('.') ? [key.split('.', 1)[0]] : [])));
  const values = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    if (!groups.has(key) || !isRecord(inner)) values.set(key, inner);
    else for (const [name, each] of Object.entries(inner)) values.set(`${key}.${name}`, each);
  }
  return values;
}
