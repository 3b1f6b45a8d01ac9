import { homedir } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../../core/schema.ts';
import type { TeammateWord } from '../../core/settings/teammate-mode.ts';
import { readText } from '../files/read-file.ts';
import { repositoryRoot } from '../git/repository-root.ts';
import { lineOf, membersOf, parseJsonc } from '../settings/jsonc.ts';

const variable = 'CLAUDE_CODE_SPAWN_BACKEND';
const key = 'teammateMode';

/**
 * Where Claude Code was told how its teammates live, the strongest first: its variable, then its settings for the directory
 * and for the person. What cannot be read says nothing: Claude Code complains of it itself.
 */
export function teammateWords(
  env: NodeJS.ProcessEnv,
  directory: string | undefined,
): readonly TeammateWord[] {
  const own = env[variable];
  const root = directory === undefined ? undefined : (repositoryRoot(directory) ?? directory);
  const home = env['CLAUDE_CONFIG_DIR'] || join(env['HOME'] || homedir(), '.claude');
  const files = [
    ...(root === undefined
      ? []
      : ['settings.local.json', 'settings.json'].map(name => join(root, '.claude', name))),
    join(home, 'settings.json'),
  ];
  return [...(own ? [{ from: variable, value: own }] : []), ...files.flatMap(file => wordIn(file) ?? [])];
}

function wordIn(file: string): TeammateWord | undefined {
  const text = readText(file);
  if (text === undefined || !text.includes(key)) return undefined;
  const read = parseJsonc(text);
  if (!read.ok || !isRecord(read.value) || read.value[key] === undefined) return undefined;
  const node = membersOf(read.root()).find(({ path }) => path === key)?.node;
  const line = node === undefined ? '' : `, line ${lineOf(text, node.offset)}`;
  return { from: `${file}${line}: "${key}"`, value: read.value[key] };
}
