import { parseArgs } from 'node:util';
import { is } from 'valibot';
import { agentNames, findNamed } from '../../../core/agents/index.ts';
import { effective } from '../../../core/settings/layers.ts';
import {
  isSettingKey,
  type SettingKey,
  type Settings,
  settingTable,
} from '../../../core/settings/settings.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openWorld, type World } from '../../../operations/context/world.ts';
import { unknownAgent } from '../../../system/settings/described-agents.ts';
import { readProjectLayer, readSettings } from '../../../system/settings/read-settings.ts';
import { setSetting, unsetSetting } from '../../../system/settings/settings-edit.ts';
import { unknownKey } from '../../../system/settings/settings-file.ts';
import { printSettings } from '../../output/settings-table.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';

const { usage } = verbTable.settings;

/** `agents settings`: every value and where it comes from; `set` and `unset` change the person's own file. */
export async function settings(words: readonly string[], shell: Shell): Promise<number> {
  const { options } = verbTable.settings;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [action, key, value, extra] = positionals;
  const world = openWorld(shell.env, shell);
  if (action === undefined) return show({ shell, world }, values.json === true);
  if (action !== 'set' && action !== 'unset')
    throw new UsageError(`There is no "agents settings ${safeText(action)}".`, usage);
  if (key === undefined) throw new UsageError('Which setting?', usage);
  if (extra !== undefined) throw new UsageError(`"${safeText(extra)}" is left over.`, usage);
  if (!isSettingKey(key)) throw new UsageError(sentence(unknownKey(key)));
  if (action === 'set' && value === undefined)
    throw new UsageError(`Which value? "${key}" must be ${settingTable[key].wants}.`, usage);
  if (action === 'set' && value !== undefined) return set({ shell, world }, key, value);
  if (value === undefined) return unset({ shell, world }, key);
  throw new UsageError(`"${safeText(value)}" is left over.`, usage);
}

interface In {
  readonly shell: Shell;
  readonly world: World;
}

/** With what is wrong in the descriptions of agents and in `keys`, which the settings alone do not tell. */
async function show({ shell, world }: In, json: boolean): Promise<number> {
  const { keysInForce } = await import('../../../app/settings/keys-in-force.ts');
  const problems = [...world.problems, ...keysInForce(world).problems];
  return printSettings(shell, { ...world, problems }, json);
}

async function set({ shell, world }: In, key: SettingKey, text: string): Promise<number> {
  const value = valueFor(key, text);
  if (key === 'keys') await requireKeys(value);
  if (key === 'agent' && !findNamed(text))
    throw new UsageError(`${sentence(unknownAgent(safeText(text), agentNames()))} Nothing was changed.`);
  const file = world.paths.settings;
  setSetting(file, key, value);
  shell.output.write(`${key} = ${safeJson(value)} · ${safeText(file)}\n`);
  const stronger = outweighing({ shell, world }, key, value);
  if (stronger !== undefined) shell.writeError(`agents: ${stronger}\n`);
  return 0;
}

/** Throws a sentence about the first entry that would not count. */
async function requireKeys(value: unknown): Promise<void> {
  const { keyProblem, readKeys } = await import('../../../app/settings/keys-in-force.ts');
  const [first] = readKeys(value as Settings['keys']).problems;
  if (first) throw new UsageError(`${safeText(keyProblem(first))} Nothing was changed.`);
}

/** A sentence when another place keeps what was just set from counting here; lists of a project are added. */
function outweighing({ shell, world }: In, key: SettingKey, value: unknown): string | undefined {
  const { layers } = readSettings(world.paths, world.env);
  const { layer } = readProjectLayer(shell.cwd());
  const now = effective([...layers, ...(layer ? [layer] : [])]).find(each => each.key === key);
  if (!now || now.origin === 'user' || (now.origin === 'project' && Array.isArray(value))) return undefined;
  const by = `${safeText(now.from ?? '')} (${now.origin})`;
  return `It does not count here while ${by} says ${safeText(safeJson(now.value))}.`;
}

function unset({ shell, world }: In, key: SettingKey): number {
  const file = world.paths.settings;
  const wasThere = unsetSetting(file, key);
  shell.output.write(
    wasThere ? `unset · ${key} · ${safeText(file)}\n` : `${key} is not set in ${safeText(file)}\n`,
  );
  return 0;
}

/** A word is a text, or JSON where the setting wants something else. */
function valueFor(key: SettingKey, text: string): unknown {
  const { fallback, wants } = settingTable[key];
  try {
    const value: unknown = typeof fallback === 'string' ? text : JSON.parse(text);
    if (is(settingTable[key].schema, value)) return value;
  } catch {
    // Said below.
  }
  throw new UsageError(`"${key}" must be ${wants}, not ${safeText(text)}. Nothing was changed.`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
