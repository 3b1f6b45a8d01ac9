import { lstat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { findAgent } from '../../core/agents/index.ts';
import { type Catalog, programNames, type Subagent } from '../../core/catalog.ts';
import { rank } from '../../core/rank.ts';
import { findProgram } from '../find-program.ts';
import { readClaudeFiles } from './claude.ts';
import { readOtherCommands } from './other-agents.ts';
import { findRepositories } from './repositories.ts';

/** Everything that can be mentioned and completed from this directory. Never throws. */
export async function readCatalog(root: string, env: NodeJS.ProcessEnv): Promise<Catalog> {
  const home = env['HOME'] || homedir();
  const projects = await projectDirectories(root, home);
  const [claude, others, repositories] = await Promise.all([
    readClaudeFiles(projects, claudeConfiguration(env, home)),
    readOtherCommands(projects, { home, configuration: env['XDG_CONFIG_HOME'] || join(home, '.config') }),
    findRepositories(root),
  ]);
  const installed = programNames().filter(name => findProgram(findAgent(name)?.program ?? name, env));
  return {
    root,
    installed,
    subagents: claude.subagents,
    commands: [...claude.commands, ...others],
    repositories,
    rank,
  };
}

/** The subagents that a session started in this directory can be led by. Never throws. */
export async function readSubagents(cwd: string, env: NodeJS.ProcessEnv): Promise<readonly Subagent[]> {
  const home = env['HOME'] || homedir();
  const projects = await projectDirectories(cwd, home);
  return (await readClaudeFiles(projects, claudeConfiguration(env, home))).subagents;
}

function claudeConfiguration(env: NodeJS.ProcessEnv, home: string): string {
  return env['CLAUDE_CONFIG_DIR'] || join(home, '.claude');
}

/**
 * The directory and those above it up to the repository's root; outside of a repository the directory alone. The
 * home directory is the user's place, not a project's.
 */
export async function projectDirectories(root: string, home: string): Promise<readonly string[]> {
  const above: string[] = [];
  for (let directory = root; ; directory = dirname(directory)) {
    if (directory !== home) above.push(directory);
    if (await isThere(join(directory, '.git'))) return above;
    if (directory === dirname(directory)) return root === home ? [] : [root];
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
