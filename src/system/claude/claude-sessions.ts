import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseSessionFile } from '../../core/agents/claude/claude-session-file.ts';
import type { SessionFile } from '../../core/agents/shared/agent.ts';
import { readJson } from '../files/read-file.ts';
import type { ProcessFacts } from '../processes/process-table.ts';

/**
 * What Claude Code says of its process `pid` in `$CLAUDE_CONFIG_DIR/sessions/<pid>.json` (default `~/.claude`), as
 * JSON of an unknown shape. Undefined when there is none, and while it is being written. Undocumented; seen in
 * 2.1.197 and 2.1.328.
 */
export function claudeSessionFile(pid: number, env: NodeJS.ProcessEnv): unknown | undefined {
  const read = readJson(join(sessionsDirectory(env), `${pid}.json`), isAnything);
  return read.ok ? read.value : undefined;
}

/** Clocks are set; a file that is much older than the process belongs to an earlier one of that number. */
const clockMs = 60_000;

/** The same for this very process, checked. */
export function claudeFileOf(
  { pid, startedAt }: Pick<ProcessFacts, 'pid' | 'startedAt'>,
  env: NodeJS.ProcessEnv,
): SessionFile | undefined {
  const file = parseSessionFile(claudeSessionFile(pid, env));
  if (file?.pid !== pid || (file.startedAt ?? startedAt) < startedAt - clockMs) return undefined;
  return file;
}

/** All of them, also of sessions that nobody started here; a file may outlive its process. */
export function claudeSessionFiles(env: NodeJS.ProcessEnv): readonly { pid: number; value: unknown }[] {
  return claudeSessionPids(env).flatMap(pid => {
    const value = claudeSessionFile(pid, env);
    return value === undefined ? [] : [{ pid, value }];
  });
}

/** The processes of which there is a file. */
export function claudeSessionPids(env: NodeJS.ProcessEnv): number[] {
  try {
    const names = readdirSync(sessionsDirectory(env));
    return names.filter(name => /^[1-9]\d*\.json$/.test(name)).map(name => Number.parseInt(name, 10));
  } catch {
    return [];
  }
}

function sessionsDirectory(env: NodeJS.ProcessEnv): string {
  return join(env['CLAUDE_CONFIG_DIR'] || join(env['HOME'] || homedir(), '.claude'), 'sessions');
}

function isAnything(_value: unknown): _value is unknown {
  return true;
}
