import { join } from 'node:path';
import { is } from 'valibot';
import { type Layer, settingsFrom } from '../../core/settings/layers.ts';
import type { SettingKey, Settings } from '../../core/settings/settings.ts';
import { settingKeys, settingTable } from '../../core/settings/settings.ts';
import type { Paths } from '../files/paths.ts';
import { repositoryRoot } from '../git/repository-root.ts';
import { readSettingsFile } from './settings-file.ts';

export interface SettingsReading {
  readonly settings: Settings;
  /** Where each value comes from. */
  readonly layers: readonly Layer[];
  /** Sentences that name the file, the line and the key; what they complain about does not count. */
  readonly problems: readonly string[];
  /**
   * What stands at `agents`: descriptions, for `system/settings/described-agents.ts`, which
   * loads the rules of every agent.
   */
  readonly described: unknown;
  /** `FILE, line N` of a key in the person's file. */
  readonly where: (key: string) => string;
}

/**
 * The settings of the person, the environment and the administrator; those of a project
 * depend on a directory. Never throws.
 */
export function readSettings(paths: Paths, env: NodeJS.ProcessEnv = {}): SettingsReading {
  const user = readSettingsFile(paths.settings);
  const managed = readSettingsFile(paths.managedSettings);
  const variables = fromEnvironment(env);
  const layers: readonly Layer[] = [
    { origin: 'user', from: paths.settings, values: user.values },
    ...variables.layers,
    { origin: 'managed', from: paths.managedSettings, values: managed.values },
  ];
  return {
    settings: settingsFrom(layers),
    layers,
    problems: [...user.problems, ...variables.problems, ...managed.problems],
    described: user.described,
    where: user.where,
  };
}

/** Where the repository of a directory has its settings, whether it has any or not. */
export function projectSettingsFile(directory: string): string {
  return join(repositoryRoot(directory) ?? directory, '.agents', 'settings.json');
}

/** What the repository of a directory says in `.agents/settings.json`: only what can do no harm, the rest is named. */
export function readProjectLayer(directory: string): {
  readonly layer: Layer | undefined;
  readonly problems: readonly string[];
} {
  const file = projectSettingsFile(directory);
  const { values, problems, described, where } = readSettingsFile(file);
  const keys = Object.keys(values) as SettingKey[];
  const refused = keys.filter(key => settingTable[key].project !== true);
  const allowed = Object.fromEntries(
    keys.filter(key => !refused.includes(key)).map(key => [key, values[key]]),
  );
  const named = [...refused, ...(described === undefined ? [] : ['agents'])];
  const refusals = named.map(
    key => `${where(key)}: a project may not set "${key}". Put it into your own settings.`,
  );
  const layer: Layer = { origin: 'project', from: file, values: allowed };
  return {
    layer: Object.keys(allowed).length > 0 ? layer : undefined,
    problems: [...problems, ...refusals],
  };
}

/** A variable for each value, so that each can be named; an empty one says nothing. */
function fromEnvironment(env: NodeJS.ProcessEnv): {
  readonly layers: readonly Layer[];
  readonly problems: readonly string[];
} {
  const layers: Layer[] = [];
  const problems: string[] = [];
  for (const key of settingKeys) {
    const { variable, schema, fallback, wants } = settingTable[key];
    const text = variable === undefined ? '' : env[variable];
    if (variable === undefined || !text) continue;
    const value = typeof fallback === 'boolean' ? truth(text) : text;
    if (is(schema, value)) layers.push({ origin: 'environment', from: variable, values: { [key]: value } });
    else problems.push(`${variable}=${text}: "${key}" must be ${wants}. It does not count.`);
  }
  return { layers, problems };
}

function truth(text: string): boolean | string {
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  return /^(?:0|false|no|off)$/i.test(text) ? false : text;
}
