import { is } from 'valibot';
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
  /** What stands at `agents`: descriptions, for `system/described-agents.ts`, which loads the rules of every agent. */
  readonly described: unknown;
}

const nothing = { settings: defaultSettings, described: undefined };

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
  return { ...settingsFrom(file, flatten(rest)), described };
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
