import { homedir } from 'node:os';
import { join } from 'node:path';
import { findAgent } from '../../core/agents/index.ts';
import { type Catalog, programNames, type Subagent } from '../../core/catalog/catalog.ts';
import { rank } from '../../core/find/rank.ts';
import { findProgram } from '../programs/find-program.ts';
import { readClaudeFiles } from './claude.ts';
import { readOtherCommands } from './other-agents.ts';
import { claudeConfiguration, projectDirectories } from './projects.ts';
import { findRepositories } from './repositories.ts';

/**
 * Everything that can be mentioned and completed in a view that was opened in this directory; `others` are further
 * directories in which sessions are to be started. Never throws.
 */
export async function readCatalog(
  root: string,
  env: NodeJS.ProcessEnv,
  others: readonly string[] = [],
): Promise<Catalog> {
  const read = [root, ...others];
  const [repositories, ...known] = await Promise.all([
    findRepositories(root),
    ...read.map(directory => readKnown(directory, env)),
  ]);
  const installed = programNames().filter(name => findProgram(findAgent(name)?.program ?? name, env));
  return {
    root,
    read,
    installed,
    subagents: eachPlaceOnce(known.flatMap(({ subagents }) => subagents)),
    commands: eachPlaceOnce(known.flatMap(({ commands }) => commands)),
    repositories,
    rank,
  };
}

async function readKnown(directory: string, env: NodeJS.ProcessEnv) {
  const home = env['HOME'] || homedir();
  const projects = await projectDirectories(directory, home);
  const configuration = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const [claude, others] = await Promise.all([
    readClaudeFiles(projects, claudeConfiguration(env, home)),
    readOtherCommands(projects, { home, configuration }),
  ]);
  return { subagents: claude.subagents, commands: [...claude.commands, ...others] };
}

/** Several directories have the user's own in common. */
function eachPlaceOnce(known: readonly Subagent[]): readonly Subagent[] {
  return [...new Map(known.map(one => [[one.agent, one.name, one.within].join('\n'), one])).values()];
}
