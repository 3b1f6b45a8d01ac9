import { lstat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Subagent } from '../../core/catalog/catalog.ts';
import { readClaudeFiles } from './claude.ts';

/** The subagents that a session started in this directory can be led by. Never throws. */
export async function readSubagents(cwd: string, env: NodeJS.ProcessEnv): Promise<readonly Subagent[]> {
  const home = env['HOME'] || homedir();
  const projects = await projectDirectories(cwd, home);
  return (await readClaudeFiles(projects, claudeConfiguration(env, home))).subagents;
}

export function claudeConfiguration(env: NodeJS.ProcessEnv, home: string): string {
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
