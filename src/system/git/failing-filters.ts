import type { RunResult } from '../processes/run.ts';
import { git } from './git.ts';

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
    const all = [...withoutFilters(off), ...words];
    const result = await git(top, all, options);
    const failed = await failedFilters(top, all, result);
    const added = failed.filter(name => !off.has(name));
    if (added.length === 0) return result;
    for (const name of added) off.add(name);
  }
}

/** Words for git by which these filters change nothing. */
export function withoutFilters(off: ReadonlySet<string>): readonly string[] {
  return [...off].flatMap(name => {
    const set = (key: string, value: string) => ['-c', `filter.${name}.${key}=${value}`];
    return [...['smudge', 'clean', 'process'].flatMap(key => set(key, '')), ...set('required', 'false')];
  });
}

async function failedFilters(
  top: string,
  words: readonly string[],
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
  return withProcess(top, await silentProcesses(top, words));
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
async function silentProcesses(top: string, words: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await git(top, words, {
    mode: 'as-person',
    mayFail: true,
    timeoutMs: 5 * 60_000,
    maxBytes: 200_000_000,
    environment: { GIT_TRACE2_EVENT: '2' },
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
