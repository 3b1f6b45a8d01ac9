import { join } from 'node:path';
import type { PromptCommand, Source } from '../../core/catalog/catalog.ts';
import { readFrontmatter, readTomlDescription } from '../../core/catalog/frontmatter.ts';
import { described, eachOnce } from './claude.ts';
import { findFiles } from './find-files.ts';

interface Homes {
  readonly home: string;
  /** `$XDG_CONFIG_HOME` or its default. */
  readonly configuration: string;
}

/**
 * Commands of the other agents, project before user. Codex 0.169.0 has none of its own any more (skills are
 * mentioned with `$`), so it is not among them.
 */
export async function readOtherCommands(
  projects: readonly string[],
  homes: Homes,
): Promise<readonly PromptCommand[]> {
  const gemini = await Promise.all([
    ...projects.map(directory => geminiCommands(join(directory, '.gemini', 'commands'), directory)),
    geminiCommands(join(homes.home, '.gemini', 'commands')),
  ]);
  const opencode = await Promise.all([
    ...projects.map(directory => opencodeCommands(join(directory, '.opencode'), directory)),
    opencodeCommands(join(homes.configuration, 'opencode')),
  ]);
  return [...eachOnce(gemini.flat()), ...eachOnce(opencode.flat())];
}

/** `git/commit.toml` is `/git:commit`: https://geminicli.com/docs/cli/custom-commands */
async function geminiCommands(directory: string, project?: string): Promise<readonly PromptCommand[]> {
  const files = await findFiles(directory, '.toml');
  return files.flatMap(({ below, head }) => {
    const name = below.replace(/\.toml$/, '').replaceAll('/', ':');
    return described(name, { ...sourceOf(project), agent: 'gemini', description: readTomlDescription(head) });
  });
}

/** `git/commit.md` is `/git/commit` (1.18.33). */
async function opencodeCommands(directory: string, project?: string): Promise<readonly PromptCommand[]> {
  const files = [
    ...(await findFiles(join(directory, 'command'), '.md')),
    ...(await findFiles(join(directory, 'commands'), '.md')),
  ];
  return files.flatMap(({ below, head }) => {
    const { description = '' } = readFrontmatter(head);
    return described(below.replace(/\.md$/, ''), { ...sourceOf(project), agent: 'opencode', description });
  });
}

function sourceOf(project: string | undefined): { readonly source: Source; readonly within?: string } {
  return project === undefined ? { source: 'user' } : { source: 'project', within: project };
}
