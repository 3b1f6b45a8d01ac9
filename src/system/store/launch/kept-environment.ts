import { join } from 'node:path';
import { isRecord } from '../../../core/schema.ts';
import { readJson } from '../../files/read-file.ts';

/**
 * What decides which program starts, which account it uses and where it looks for its conversations. Everything else,
 * keys and tokens above all, comes from the one who starts a session again: no secret is kept for that.
 */
const names = [
  ...['PATH', 'VIRTUAL_ENV', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'],
  ...['CLAUDE_CONFIG_DIR', 'CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'ANTHROPIC_MODEL'],
  ...['ANTHROPIC_BASE_URL', 'ANTHROPIC_VERTEX_PROJECT_ID', 'CLOUD_ML_REGION', 'AWS_PROFILE', 'AWS_REGION'],
  ...['CODEX_HOME', 'OPENAI_BASE_URL', 'GEMINI_CLI_HOME', 'GOOGLE_CLOUD_PROJECT', 'GOOGLE_CLOUD_LOCATION'],
  ...['OPENCODE_CONFIG', 'OPENCODE_CONFIG_DIR', 'COPILOT_HOME', 'COPILOT_MODEL', 'OPENAI_MODEL'],
];

const file = 'environment.json';

export type Environment = Readonly<Record<string, string>>;

/** The file of a job directory that holds what is kept, by name. */
export function keptEnvironment(env: NodeJS.ProcessEnv): Environment {
  const kept = names.flatMap(name => {
    const value = env[name];
    // An address can hold a password.
    return value === undefined || /:\/\/[^/]*@/.test(value) ? [] : [[name, value] as const];
  });
  return { [file]: `${JSON.stringify(Object.fromEntries(kept))}\n` };
}

/** What a session was started with; nothing where that was not kept. */
export function readKeptEnvironment(directory: string): Environment {
  const read = readJson(join(directory, file), isRecord);
  const found = read.ok ? Object.entries(read.value) : [];
  return Object.fromEntries(
    found.flatMap(([name, value]) =>
      names.includes(name) && typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}
