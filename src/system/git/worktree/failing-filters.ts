import type { RunResult } from '../../run/run.ts';
import { git } from '../git.ts';

/**
 * Runs a git command that writes or compares files, as the person. A filter whose program fails is left out, its name
 * added to `off`, and the command run again: `filter.lfs` where git-lfs is not installed. The result is that of the last run.
 */
export async function gitWithoutFailing(
  top: string,
  words: readonly string[],
  { off, timeoutMs }: { readonly off: Set<string>; readonly timeoutMs: number },
): Promise<RunResult> {
  const options = { mode: 'as-person', mayFail: true, timeoutMs } as const;
  for (;;) {
    const { words: before, environment } = withoutFilters(off);
    const all = [...before, ...words];
    const result = await git(top, all, { ...options, environment });
    const failed = await failedFilters(top, { words: all, environment }, result);
    const added = failed.filter(name => !off.has(name));
    if (added.length === 0) return result;
    for (const name of added) off.add(name);
  }
}

/** How git is called so that these filters change nothing. */
export function withoutFilters(off: ReadonlySet<string>): Asked {
  const keys = { smudge: '', clean: '', process: '', required: 'false' };
  const all = [...off].flatMap(name =>
    Object.entries(keys).map(([key, value]) => [`filter.${name}.${key}`, value] as const),
  );
  const words = all
    .filter(([key]) => !key.includes('='))
    .flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  // `git -c` ends a name at its first `=`; before 2.31 git knows no other way.
  const others = all.filter(([key]) => key.includes('='));
  const numbered = others.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return { words, environment: Object.fromEntries([...numbered, ['GIT_CONFIG_COUNT', `${others.length}`]]) };
}

/** Words before those of the command, and variables; https://git-scm.com/docs/git-config#ENVIRONMENT tells of these. */
interface Asked {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

async function failedFilters(
  top: string,
  asked: Asked,
  { exitCode, stderr }: RunResult,
): Promise<readonly string[]> {
  const broken = brokenProcesses(stderr);
  // An optional one of that kind is passed over.
  if (broken.length > 0) return withProcess(top, broken);
  if (exitCode === 0) return [];
  // A required one is named in the last line; the quotes depend on git's version.
  const named = /: (?:smudge|clean) filter '?(.+?)'? failed$/m.exec(stderr)?.[1];
  if (named !== undefined) return [named];
  if (!/hung up unexpectedly|protocol error/.test(stderr)) return [];
  return withProcess(top, await silentProcesses(top, asked));
}

/** Commands whose program ended before git had greeted it. */
function brokenProcesses(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^error: initialization for subprocess '(.*)' failed$/gm)].map(
    ([, command = '']) => command,
  );
}

/** Names of the filters with one of these commands: they share one process. */
async function withProcess(top: string, commands: readonly string[]): Promise<readonly string[]> {
  const words = ['config', '-z', '--get-regexp', String.raw`^filter\..*\.process$`];
  const { stdout } = await git(top, words, { mode: 'in-place', mayFail: true });
  const entries = stdout.split('\0').map(entry => /^filter\.([^\n]*)\.process\n([\s\S]*)$/.exec(entry));
  return entries.flatMap(entry =>
    entry?.[1] !== undefined && commands.includes(entry[2] ?? '') ? [entry[1]] : [],
  );
}

/**
 * git ends without a name when a `process` program does not answer its greeting: not installed, or printing something
 * else. That is the one that was started last, which git's event trace tells (https://git-scm.com/docs/api-trace2).
 */
async function silentProcesses(top: string, { words, environment }: Asked): Promise<readonly string[]> {
  const { stderr } = await git(top, words, {
    mode: 'as-person',
    mayFail: true,
    timeoutMs: 5 * 60_000,
    maxBytes: 200_000_000,
    environment: { ...environment, GIT_TRACE2_EVENT: '2' },
  });
  // Whether git ends or goes on depends on which of the two is faster.
  const broken = brokenProcesses(stderr);
  if (broken.length > 0) return broken;
  const last = stderr.split('\n').map(startedCommand).findLast(Boolean);
  return last === undefined ? [] : [last];
}

/** The program that git itself started; what the program started in turn has a longer session id. */
function startedCommand(line: string): string | undefined {
  if (!line.startsWith('{"event":"child_start","sid":"')) return undefined;
  try {
    const { sid, argv } = JSON.parse(line) as { readonly sid?: unknown; readonly argv?: unknown };
    const [command] = Array.isArray(argv) ? argv : [];
    return typeof sid === 'string' && !sid.includes('/') && typeof command === 'string' ? command : undefined;
  } catch {
    return undefined;
  }
}
