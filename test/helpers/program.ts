import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScratchHome } from './scratch-home.ts';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** Another user to run as, for a test that root's rights would spoil. */
  readonly uid?: number;
}

const program = fileURLToPath(new URL('../../dist/agents.js', import.meta.url));

/** Runs one verb of the built program without a terminal; ends it after 20 s. */
export function agents(home: ScratchHome, words: readonly string[], options: RunOptions = {}) {
  return new Promise<Outcome>((resolve, reject) => {
    const { uid, cwd = home.project, input = '' } = options;
    const env = { ...home.env, ...options.env };
    const as = uid === undefined ? {} : { uid, gid: uid };
    const child = spawn(process.execPath, [program, ...words], { cwd, env, timeout: 20_000, ...as });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout: stdout(), stderr: stderr() }));
    // A program that refuses does not read its input.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Starts a session and gives its id. */
export async function startSession(home: ScratchHome, words: readonly string[], options?: RunOptions) {
  const { code, stdout, stderr } = await agents(home, ['run', ...words], options);
  const id = /backgrounded · ([0-9a-f]{8}) /.exec(stdout)?.[1];
  if (code !== 0 || !id) throw new Error(`agents run ${words.join(' ')} ended with ${code}: ${stderr}`);
  return id;
}

/** What stands in a session's file of JSON; undefined while there is none. */
export function jobFile(home: ScratchHome, id: string, name: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(join(home.agentsHome, 'jobs', id, name), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Ids of every session on record. */
export function jobIds(home: ScratchHome): string[] {
  return readdirSync(join(home.agentsHome, 'jobs')).filter(name => /^[0-9a-f]{8}$/.test(name));
}
