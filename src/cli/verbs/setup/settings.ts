import { parseArgs } from 'node:util';
import { is } from 'valibot';
import { agentNames, findAgent } from '../../../core/agents/index.ts';
import { type Effective, effective } from '../../../core/settings/layers.ts';
import { isSettingKey, type SettingKey, settingTable } from '../../../core/settings/settings.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openWorld, type World } from '../../../operations/context/world.ts';
import { unknownAgent } from '../../../system/settings/described-agents.ts';
import { readProjectLayer, readSettings } from '../../../system/settings/settings.ts';
import { setSetting, unsetSetting } from '../../../system/settings/settings-edit.ts';
import { unknownKey } from '../../../system/settings/settings-file.ts';
import { writeError, writeOutput } from '../../output/output.ts';
import { UsageError } from '../../output/usage-error.ts';
import { verbTable } from '../../verbs.ts';

const { usage } = verbTable.settings;

/** `agents settings`: every value and where it comes from; `set` and `unset` change the person's own file. */
export async function settings(words: readonly string[]): Promise<number> {
  const { options } = verbTable.settings;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [action, key, value, extra] = positionals;
  const world = openWorld(process.env);
  if (action === undefined) return show(world, values.json === true);
  if (action !== 'set' && action !== 'unset')
    throw new UsageError(`There is no "agents settings ${safeText(action)}". ${usage}`);
  if (key === undefined) throw new UsageError(`Which setting? ${usage}`);
  if (extra !== undefined) throw new UsageError(`"${safeText(extra)}" is left over. ${usage}`);
  if (!isSettingKey(key)) throw new UsageError(sentence(unknownKey(key)));
  if (action === 'set' && value === undefined)
    throw new UsageError(`Which value? "${key}" must be ${settingTable[key].wants}. ${usage}`);
  if (action === 'set' && value !== undefined) return set(world, key, value);
  if (value === undefined) return unset(world, key);
  throw new UsageError(`"${safeText(value)}" is left over. ${usage}`);
}

function show(world: World, json: boolean): number {
  const project = readProjectLayer(process.cwd());
  const layers = [...world.layers, ...(project.layer ? [project.layer] : [])];
  const problems = [...world.problems, ...project.problems];
  const all = effective(layers);
  const files = { user: world.paths.settings, managed: world.paths.managedSettings };
  if (json) writeOutput(`${safeJson({ settings: all, problems, files }, 2)}\n`);
  else writeOutput(table(all));
  if (!json) for (const problem of problems) writeError(`agents: ${safeText(problem)}\n`);
  return problems.length > 0 ? 1 : 0;
}

function table(all: readonly Effective[]): string {
  const rows = all.map(({ key, value, origin, from }) => [
    key,
    safeText(safeJson(value)),
    from === undefined ? origin : `${origin}, ${safeText(from)}`,
  ]);
  const width = (column: number) => Math.max(...rows.map(row => row[column]?.length ?? 0));
  const [keys, values] = [width(0), Math.min(30, width(1))];
  return rows
    .map(([key = '', value = '', origin = '']) => `${key.padEnd(keys)}  ${value.padEnd(values)}  ${origin}\n`)
    .join('');
}

function set(world: World, key: SettingKey, text: string): number {
  const value = valueFor(key, text);
  if (key === 'agent' && !findAgent(text))
    throw new UsageError(`${sentence(unknownAgent(safeText(text), agentNames()))} Nothing was changed.`);
  const file = world.paths.settings;
  setSetting(file, key, value);
  writeOutput(`${key} = ${safeJson(value)} · ${safeText(file)}\n`);
  const stronger = outweighing(world, key, value);
  if (stronger !== undefined) writeError(`agents: ${stronger}\n`);
  return 0;
}

/** A sentence when another place keeps what was just set from counting here; lists of a project are added. */
function outweighing(world: World, key: SettingKey, value: unknown): string | undefined {
  const { layers } = readSettings(world.paths, world.env);
  const { layer } = readProjectLayer(process.cwd());
  const now = effective([...layers, ...(layer ? [layer] : [])]).find(each => each.key === key);
  if (!now || now.origin === 'user' || (now.origin === 'project' && Array.isArray(value))) return undefined;
  const by = `${safeText(now.from ?? '')} (${now.origin})`;
  return `It does not count here while ${by} says ${safeText(safeJson(now.value))}.`;
}

function unset(world: World, key: SettingKey): number {
  const file = world.paths.settings;
  const wasThere = unsetSetting(file, key);
  writeOutput(wasThere ? `unset · ${key} · ${safeText(file)}\n` : `${key} is not set in ${safeText(file)}\n`);
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
