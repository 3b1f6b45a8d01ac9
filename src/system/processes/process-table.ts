import { linkInProc, pidsInProc, readProc, startedAt, statInProc } from './proc.ts';
import { type PsRow, parsePs, psOfAll, psOfAllLater } from './ps.ts';

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Process group. */
  readonly group: number;
  /** Leader of its terminal session; 0 where the system does not tell. */
  readonly session: number;
  /** The group in the foreground of its terminal; 0 or less without a terminal. */
  readonly foreground: number;
  /** Of its program; empty where the system does not tell. */
  readonly name: string;
  /** A signal has stopped it (SIGTSTP, SIGSTOP): it takes nothing in until SIGCONT. */
  readonly isStopped: boolean;
  /** As `processStart` tells it; only good for comparing. */
  readonly startTime: string;
  /** ms since the epoch, as good as the system tells it. */
  readonly startedAt: number;
}

/** The processes as they are during one look; each is read at most once. */
export interface ProcessTable {
  /** All of them. */
  readonly pids: () => readonly number[];
  /** Undefined when it does not run; a zombie does not. */
  readonly of: (pid: number) => ProcessFacts | undefined;
  readonly childrenOf: (pid: number) => readonly number[];
  /** Its command line, word by word. */
  readonly wordsOf: (pid: number) => readonly string[];
  /** Where it works; undefined where the system does not tell. */
  readonly directoryOf: (pid: number) => string | undefined;
}

/** On Linux only what is asked for is read (30 µs a process); elsewhere one `ps` tells of all, and nothing if it fails. */
export function processTable(): ProcessTable {
  return process.platform === 'linux' ? tableFromProc() : tableFromPs(psOfAll());
}

/** The same, without waiting for `ps`; rejects when it fails. */
export async function processTableLater(): Promise<ProcessTable> {
  return process.platform === 'linux' ? tableFromProc() : tableFromPs(await psOfAllLater());
}

function tableFromProc(): ProcessTable {
  const known = new Map<number, ProcessFacts | undefined>();
  const of = (pid: number) => {
    if (!known.has(pid)) known.set(pid, factsFromProc(pid));
    return known.get(pid);
  };
  return {
    pids: pidsInProc,
    of,
    // Of its first thread, which is the one that starts others in shells and in Node.
    childrenOf: pid => readProc(pid, 'children').split(' ').filter(Boolean).map(Number),
    wordsOf: pid => readProc(pid, 'cmdline').replace(/\0+$/, '').split('\0'),
    directoryOf: pid => linkInProc(pid, 'cwd'),
  };
}

function factsFromProc(pid: number): ProcessFacts | undefined {
  const stat = statInProc(pid);
  if (!stat) return undefined;
  const { parent, group, session, foreground, name, state, startTime } = stat;
  const isStopped = isStoppedState(state);
  return { pid, parent, group, session, foreground, name, isStopped, startTime, startedAt: startedAt(stat) };
}

/** `T`, or `t` under a debugger. */
function isStoppedState(state: string): boolean {
  return /^t/iu.test(state);
}

/** Of what `ps` prints where /proc is missing (macOS). */
export function tableFromPs(output: string): ProcessTable {
  const rows = parsePs(output);
  const facts = new Map(rows.map(row => [row.pid, factsFromPs(row)]));
  const words = new Map(rows.map(({ pid, command }) => [pid, command.split(' ')]));
  return {
    pids: () => [...facts.keys()],
    of: pid => facts.get(pid),
    childrenOf: pid => rows.filter(({ parent }) => parent === pid).map(child => child.pid),
    wordsOf: pid => words.get(pid) ?? [],
    directoryOf: () => undefined,
  };
}

function factsFromPs({ pid, parent, group, foreground, state, start }: PsRow): ProcessFacts {
  const isStopped = isStoppedState(state);
  const startedAt = Date.parse(`${start} UTC`);
  return { pid, parent, group, session: 0, foreground, name: '', isStopped, startTime: start, startedAt };
}
