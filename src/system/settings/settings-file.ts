import type { Node } from 'jsonc-parser';
import { is } from 'valibot';
import { isRecord } from '../../core/schema.ts';
import { isSettingKey, type SettingKey, settingKeys, settingTable } from '../../core/settings/settings.ts';
import { nearest } from '../../core/text/nearest.ts';
import { maxFileBytes, readSmallFile } from '../files/read-file.ts';
import { reasonOf } from '../files/reason.ts';
import { lineOf, membersOf, parseJsonc } from './jsonc.ts';

/** What one file of settings says. */
export interface SettingsFile {
  readonly values: Readonly<Partial<Record<SettingKey, unknown>>>;
  /** What stands at `agents`. */
  readonly described: unknown;
  /** Sentences that name the file, the line and the key. */
  readonly problems: readonly string[];
  /** `FILE, line N` of a key with dots, or of what it would stand in; the file alone where there is neither. */
  readonly where: (key: string) => string;
}

/** Reads a file of settings; what is wrong in it is told and passed over. Never throws. */
export function readSettingsFile(file: string): SettingsFile {
  const nothing = { values: {}, described: undefined, problems: [], where: () => file };
  try {
    return parseSettings(file, textOf(file));
  } catch (error) {
    return { ...nothing, problems: [reasonOf(error)] };
  }
}

/** What a file says, by its keys with dots, unchecked; nothing where it cannot be read. Never throws. */
export function uncheckedSettings(file: string): ReadonlyMap<string, unknown> {
  try {
    const read = parseJsonc(textOf(file));
    return read.ok && isRecord(read.value) ? flatten(read.value) : new Map();
  } catch {
    return new Map();
  }
}

function textOf(file: string): string {
  return (readSmallFile(file, maxFileBytes, { followLinks: true }) ?? '').replace(/^\uFEFF/, '');
}

function parseSettings(file: string, text: string): SettingsFile {
  const nothing = { values: {}, described: undefined, problems: [], where: () => file };
  const read = parseJsonc(text);
  if (!read.ok) return { ...nothing, problems: [`${file}, ${read.problem}. Nothing in it counts.`] };
  const { value, root } = read;
  if (value === undefined) return nothing;
  if (!isRecord(value))
    return { ...nothing, problems: [`${file}: the settings must stand between { and }.`] };
  const { agents: described, $schema: _schema, ...rest } = value;
  const where = placesIn(file, text, root);
  return { ...checked(flatten(rest), where), described, where };
}

function placesIn(file: string, text: string, root: () => Node | undefined): (key: string) => string {
  let lines: ReadonlyMap<string, number> | undefined;
  return key => {
    lines ??= new Map(membersOf(root()).map(({ path, node }) => [path, lineOf(text, node.offset)]));
    const line = [key, ...parentsOf(key)].map(each => lines?.get(each)).find(each => each !== undefined);
    return line === undefined ? file : `${file}, line ${line}`;
  };
}

/** `a.b[0].c`: `a.b[0]`, `a.b`, `a`. */
function parentsOf(key: string): readonly string[] {
  const parent = key.replace(/(?:\.[^.[]+|\[\d+\])$/, '');
  return parent === key ? [] : [parent, ...parentsOf(parent)];
}

function checked(
  values: ReadonlyMap<string, unknown>,
  where: (key: string) => string,
): Pick<SettingsFile, 'values' | 'problems'> {
  const problems: string[] = [];
  const good: Partial<Record<SettingKey, unknown>> = {};
  for (const [key, value] of values) {
    if (!isSettingKey(key)) problems.push(`${where(key)}: ${unknownKey(key)}`);
    else if (is(settingTable[key].schema, value)) good[key] = value;
    else problems.push(`${where(key)}: "${key}" must be ${settingTable[key].wants}. It does not count.`);
  }
  return { values: good, problems };
}

/** A sentence about a key that is none, with the one that may be meant. */
export function unknownKey(key: string): string {
  const near = nearest(key, [...settingKeys, ...groups, 'agents']);
  const hint = near ? `Did you mean "${near}"?` : 'agents settings lists them all.';
  return `there is no setting "${key}". ${hint}`;
}

/** What stands before the dot. */
const groups = new Set(settingKeys.flatMap(key => (key.includes('.') ? key.split('.', 1) : [])));

/** `{"tmux": {"server": …}}` and `{"tmux.server": …}` say the same. */
function flatten(value: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    if (!groups.has(key) || !isRecord(inner)) values.set(key, inner);
    else for (const [name, each] of Object.entries(inner)) values.set(`${key}.${name}`, each);
  }
  return values;
}
