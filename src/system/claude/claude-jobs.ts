import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ClaudeJob, parseClaudeJob } from '../../core/agents/claude/claude-job.ts';
import { isRecord } from '../../core/schema.ts';
import { parseJson, readJson } from '../files/read-file.ts';
import { readPart } from './claude-transcript.ts';

/**
 * The sessions in Claude Code's own background: its service keeps a directory for each in
 * `$CLAUDE_CONFIG_DIR/jobs` (default `~/.claude`), also when its process has ended. Only files that have changed are
 * read. Undocumented; seen in 2.1.328.
 */
export interface ClaudeJobs {
  readonly all: () => readonly ClaudeJob[];
  readonly one: (id: string) => ClaudeJob | undefined;
  /** Where each lives that runs now, by its id, as far as the service tells. */
  readonly workers: () => ReadonlyMap<string, ClaudeWorker>;
}

export interface ClaudeWorker {
  readonly pid: number;
  /** As `/proc/<pid>/stat` tells it; undefined where it is not told. */
  readonly procStart?: string;
  /** The conversation that `/bg` moved here, and which goes on under another id. */
  readonly from?: string;
}

export function claudeJobs(env: NodeJS.ProcessEnv): ClaudeJobs {
  const home = env['CLAUDE_CONFIG_DIR'] || join(env['HOME'] || homedir(), '.claude');
  const directory = join(home, 'jobs');
  const roster = join(home, 'daemon', 'roster.json');
  const known = new Map<string, Cached<ClaudeJob | undefined>>();
  let running: Cached<ReadonlyMap<string, ClaudeWorker>> = { stamp: '', value: new Map() };
  const one = (id: string) => {
    const files = ['state.json', 'timeline.jsonl'].map(name => join(directory, id, name));
    const fresh = cached(files, known.get(id), () => readJob(directory, id));
    if (fresh) known.set(id, fresh);
    else known.delete(id);
    return fresh?.value;
  };
  return {
    one,
    all: () => idsIn(directory).flatMap(id => one(id) ?? []),
    workers: () => {
      running = cached([roster], running, () => readRoster(roster)) ?? { stamp: '', value: new Map() };
      return running.value;
    },
  };
}

interface Cached<T> {
  readonly stamp: string;
  readonly value: T;
}

/** Read again when time or size of a file has changed; undefined when the first is not there. */
function cached<T>(
  paths: readonly string[],
  before: Cached<T> | undefined,
  read: () => T,
): Cached<T> | undefined {
  const [first, ...rest] = paths.map(path => statSync(path, { throwIfNoEntry: false }));
  if (!first) return undefined;
  const stamp = [first, ...rest].map(found => found && `${found.mtimeMs} ${found.size} ${found.ino}`).join();
  return before?.stamp === stamp ? before : { stamp, value: read() };
}

function idsIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter(name => /^[0-9a-f]{8}$/.test(name));
  } catch {
    return [];
  }
}

function readJob(directory: string, id: string): ClaudeJob | undefined {
  const read = readJson(join(directory, id, 'state.json'), isRecord);
  if (!read.ok) return undefined;
  const lines = readPart(join(directory, id, 'timeline.jsonl'), 'end')
    .trimEnd()
    .split('\n');
  const last = parseJson('timeline.jsonl', lines.at(-1) ?? '', isRecord);
  return parseClaudeJob(id, read.value, last.ok ? last.value : undefined);
}

function readRoster(path: string): ReadonlyMap<string, ClaudeWorker> {
  const read = readJson(path, isRecord);
  const workers = read.ok && isRecord(read.value['workers']) ? read.value['workers'] : {};
  return new Map(
    Object.entries(workers).flatMap(([id, worker]) => {
      const known = isRecord(worker) ? workerOf(worker) : undefined;
      return known ? [[id, known] as const] : [];
    }),
  );
}

/** `replPid` is Claude Code itself, `pid` the program that holds its terminal. */
function workerOf(worker: Readonly<Record<string, unknown>>): ClaudeWorker | undefined {
  const { pid, procStart, replPid, replProcStart, dispatch } = worker;
  const [process, start] = typeof replPid === 'number' ? [replPid, replProcStart] : [pid, procStart];
  if (typeof process !== 'number' || !Number.isSafeInteger(process) || process <= 0) return undefined;
  const launch = isRecord(dispatch) ? dispatch['launch'] : undefined;
  const from = isRecord(launch) ? conversationIn(launch['sessionId']) : undefined;
  return {
    pid: process,
    ...(typeof start === 'string' && { procStart: start }),
    ...(from !== undefined && { from }),
  };
}

/** The service names the transcript: `…/projects/<directory>/<conversation>.jsonl`. */
function conversationIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /(?:^|\/)(\w[\w-]*)(?:\.jsonl)?$/.exec(value)?.[1] : undefined;
}
