import { defaultSettings, type SettingKey, type Settings, settingKeys } from './settings.ts';

/** Where the value of a setting comes from, from the weakest to the strongest. */
export const origins = ['default', 'user', 'project', 'environment', 'flag', 'managed'] as const;
export type Origin = (typeof origins)[number];

/** Values that come from one place. */
export interface Layer {
  readonly origin: Origin;
  /** The file, or the name of the variable or flag for one value. */
  readonly from: string;
  /** Each has passed the schema of its key. */
  readonly values: Readonly<Partial<Record<SettingKey, unknown>>>;
}

export interface Effective {
  readonly key: SettingKey;
  readonly value: unknown;
  readonly origin: Origin;
  readonly from?: string;
}

/** The value of each setting and the layer that says it: the strongest that says anything. */
export function effective(layers: readonly Layer[]): readonly Effective[] {
  const ordered = [...layers].sort((a, b) => origins.indexOf(b.origin) - origins.indexOf(a.origin));
  return settingKeys.map(key => {
    const layer = ordered.find(({ values }) => Object.hasOwn(values, key));
    if (!layer) return { key, value: defaultSettings[key], origin: 'default' };
    return { key, value: valueIn(key, layer, ordered), origin: layer.origin, from: layer.from };
  });
}

/** The lists of a project are added to the person's own. */
function valueIn(key: SettingKey, layer: Layer, all: readonly Layer[]): unknown {
  const value = layer.values[key];
  const own = all.find(({ origin, values }) => origin === 'user' && Object.hasOwn(values, key))?.values[key];
  if (layer.origin !== 'project' || !Array.isArray(value) || !Array.isArray(own)) return value;
  return [...new Set([...(own as unknown[]), ...(value as unknown[])])];
}

export function settingsFrom(layers: readonly Layer[]): Settings {
  return Object.fromEntries(effective(layers).map(({ key, value }) => [key, value])) as unknown as Settings;
}
