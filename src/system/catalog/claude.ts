import { basename, dirname, join } from 'node:path';
import type { PromptCommand, Source, Subagent } from '../../core/catalog/catalog.ts';
import { readFrontmatter } from '../../core/catalog/frontmatter.ts';
import { isRecord } from '../../core/schema.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { type FoundFile, findFiles, readHead } from './find-files.ts';

/** A directory that holds `agents/`, `commands/` and `skills/`. */
interface Place {
  readonly directory: string;
  readonly source: Source;
  /** Of a project: where it is known. */
  readonly within?: string;
  /** Of a plugin: stands before each name. */
  readonly plugin?: string;
}

export interface ClaudeFiles {
  readonly subagents: readonly Subagent[];
  readonly commands: readonly PromptCommand[];
}

/**
 * Claude Code's subagents, commands and skills: of the project directories (nearest first), the user and the plugins
 * that are switched on. Where two have a name, the first counts, as it does there.
 */
export async function readClaudeFiles(
  projects: readonly string[],
  configuration: string,
): Promise<ClaudeFiles> {
  const places: readonly Place[] = [
    ...projects.map(directory => ({
      directory: join(directory, '.claude'),
      source: 'project' as const,
      within: directory,
    })),
    { directory: configuration, source: 'user' },
    ...(await pluginsOf(projects, configuration)),
  ];
  const subagents: Subagent[] = [];
  const commands: PromptCommand[] = [];
  for (const place of places) {
    subagents.push(...(await subagentsIn(place)));
    commands.push(...(await skillsIn(place)), ...(await commandsIn(place)));
  }
  return { subagents: eachOnce(subagents), commands: eachOnce([...commands, ...builtIn]) };
}

/** Those of 2.1.328 that make a first prompt; the others talk of a conversation that goes on. */
const builtIn: readonly PromptCommand[] = [
  ['init', 'Write a CLAUDE.md for this repository'],
  ['code-review', 'Review the changes or a pull request'],
  ['security-review', 'Look for security problems in the changes of this branch'],
  ['simplify', 'Clean up the changed code'],
].map(([name = '', description = '']) => ({ agent: 'claude', name, description, source: 'built in' }));

async function subagentsIn({ directory, plugin, ...place }: Place): Promise<readonly Subagent[]> {
  const files = await findFiles(join(directory, 'agents'), '.md');
  return files.flatMap(({ head }) => {
    const { name, description = '' } = readFrontmatter(head);
    return described(plugin && name ? `${plugin}:${name}` : name, { ...place, description });
  });
}

/** `git/commit.md` is `/git:commit`. */
async function commandsIn({ directory, plugin, ...place }: Place): Promise<readonly PromptCommand[]> {
  const files = await findFiles(join(directory, 'commands'), '.md');
  return files.flatMap(({ below, head }) => {
    const parts = below.replace(/\.md$/, '').split('/');
    // A folder with a SKILL.md is one command.
    const words = /^skill$/i.test(parts.at(-1) ?? '') ? parts.slice(0, -1) : parts;
    return described(nameOf(plugin, words), { ...place, description: descriptionOf(head) });
  });
}

async function skillsIn({ directory, plugin, ...place }: Place): Promise<readonly PromptCommand[]> {
  const files = await findFiles(join(directory, 'skills'), 'SKILL.md', 1);
  return files.filter(isInvocable).flatMap(({ below, head }) => {
    return described(nameOf(plugin, [basename(dirname(below))]), {
      ...place,
      description: descriptionOf(head),
    });
  });
}

function isInvocable({ below, head }: FoundFile): boolean {
  return below.includes('/') && readFrontmatter(head)['user-invocable'] !== 'false';
}

function nameOf(plugin: string | undefined, words: readonly string[]): string {
  return [...(plugin === undefined ? [] : [plugin]), ...words].join(':');
}

/** Without a description the first line of the text says what it does. */
function descriptionOf(head: string): string {
  const { description } = readFrontmatter(head);
  if (description) return description;
  const body = head.replace(/^\ufeff?---\r?\n.*?\r?\n---[^\n]*/s, '');
  const first = body.split('\n').find(line => line.trim() !== '') ?? '';
  return first.replace(/^#+\s*/, '');
}

interface Described {
  readonly description: string;
  readonly source: Source;
  readonly within?: string;
  readonly agent?: string;
}

/** None when its name could not be typed as one word. */
export function described(
  name: string | undefined,
  { description, source, within, agent = 'claude' }: Described,
) {
  if (!name || /[\s"]/.test(name) || safeText(name) !== name || name.length > 100) return [];
  const known = { agent, name, description: safeText(description, { maxCells: 200 }), source };
  return [within === undefined ? known : { ...known, within }];
}

export function eachOnce<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.toReversed().map(one => [one.name, one])).values()].reverse();
}

/**
 * Plugins that are installed and switched on, as Claude Code keeps them:
 * `plugins/installed_plugins.json`, `enabledPlugins`.
 */
async function pluginsOf(projects: readonly string[], configuration: string): Promise<readonly Place[]> {
  const installed = await readRecord(join(configuration, 'plugins', 'installed_plugins.json'));
  const plugins = installed['plugins'];
  if (!isRecord(plugins)) return [];
  const files = [configuration, ...projects.toReversed().map(directory => join(directory, '.claude'))];
  let enabled: Record<string, unknown> = {};
  for (const directory of files)
    for (const name of ['settings.json', 'settings.local.json']) {
      const more = (await readRecord(join(directory, name)))['enabledPlugins'];
      if (isRecord(more)) enabled = { ...enabled, ...more };
    }
  return Object.entries(plugins).flatMap(([key, value]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    const path = isRecord(first) ? first['installPath'] : undefined;
    if (enabled[key] !== true || typeof path !== 'string') return [];
    return [{ directory: path, source: 'plugin' as const, plugin: key.split('@')[0] ?? key }];
  });
}

const mostJsonBytes = 256 * 1024;

/** Empty when there is no such file or it holds something else. */
async function readRecord(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse((await readHead(path, mostJsonBytes)) ?? '');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
