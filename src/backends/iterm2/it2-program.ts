import { cleanLabel } from '../../core/text/terminal-text.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { run } from '../../system/run/run.ts';
import { callIt2, installIt2 } from './it2.ts';
import { isInsideIterm } from './place.ts';

/** What is known of the program `it2` on this machine. */
export interface It2Program {
  /** The terminal around is one of iTerm2. */
  readonly isInIterm: boolean;
  /** Absolute path of what is called `it2`; undefined: there is none on PATH. */
  readonly path?: string;
  /** As it tells it; undefined where it does not. */
  readonly version?: string;
  /** It is another program of the same name: what it says of itself. */
  readonly other?: string;
  /** Why it cannot be used now; a sentence with what to do. */
  readonly problem?: string;
}

/** A program that has to be loaded from a slow disk first takes its time. */
const timeoutMs = 4000;

/** Looks at `it2` and asks it for its version, and with `asks` for its sessions, too. Never throws. */
export async function lookAtIt2(env: NodeJS.ProcessEnv, { asks = true } = {}): Promise<It2Program> {
  const isInIterm = isInsideIterm(env);
  const path = findProgram('it2', env);
  if (path === undefined) return { isInIterm, problem: notInstalled };
  const said = await whatItSays(path, env);
  if (said.other !== undefined) return { isInIterm, path, ...said, problem: otherProgram(path, said.other) };
  if (!asks) return { isInIterm, path, ...said };
  const problem = await callIt2(env, ['session', 'list', '--json'], { timeoutMs }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { isInIterm, path, ...said, ...(problem !== undefined && { problem }) };
}

export const notInstalled = `it2 is not installed, and sessions in iTerm2 are started with it. Install it: ${installIt2}`;

/** The one that is meant is of PyPI; one that is written in Go takes other words. */
export function otherProgram(path: string, other: string): string {
  return `${path} is another program of that name ("${other}"), and agents needs the one of PyPI. Install it, and let it come first on PATH: ${installIt2}`;
}

type Said = Pick<It2Program, 'version' | 'other'>;

/** `it2, version 0.1.9`, or what another program says; nothing where it says neither. */
async function whatItSays(path: string, env: NodeJS.ProcessEnv): Promise<Said> {
  const version = await textOf(path, env, '--version');
  const number = /^it2, version (\S+)/m.exec(version)?.[1];
  if (number !== undefined) return { version: cleanLabel(number, 40) };
  const help = isOurs(version) ? '' : await textOf(path, env, '--help');
  if (isOurs(version) || isOurs(help)) return {};
  const first = [...version.split('\n'), ...help.split('\n')].find(line => /\w/.test(line) && !isError(line));
  return first === undefined ? {} : { other: cleanLabel(first, 80) };
}

/** Its own help, and how its library complains of words that it does not know. */
function isOurs(text: string): boolean {
  return /^Usage: it2\b.*\[OPTIONS\]/m.test(text) || text.includes('iTerm2 CLI - Control iTerm2');
}

/** Of a program that could not even start nothing is known. */
function isError(line: string): boolean {
  return /^(?:Error|Traceback|Run 'it2 --help'|\s)/.test(line);
}

async function textOf(path: string, env: NodeJS.ProcessEnv, word: string): Promise<string> {
  const limits = { timeoutMs, maxBytes: 64 * 1024, mayCut: true, mayFail: true } as const;
  const answer = await run(path, [word], { ...limits, environment: env }).catch(() => undefined);
  return answer ? `${answer.stdout}\n${answer.stderr}` : '';
}
