import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { runAtOnce } from '../run/run.ts';

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Process group. */
  readonly group: number;
  /** The group in the foreground of its terminal; 0 or less without a terminal. */
  readonly foreground: number;
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

/** On Linux only what is asked for is read (30 µs a process); elsewhere one `ps` tells of all. */
export function processTable(): ProcessTable {
  return process.platform === 'linux' ? tableFromProc() : tableFromPs(listProcesses());
}

function tableFromProc(): ProcessTable {
  const known = new Map<number, ProcessFacts | undefined>();
  const of = (pid: number) => {
    if (!known.has(pid)) known.set(pid, factsFromProc(pid));
    return known.get(pid);
  };
  return {
    pids: pidsFromProc,
    of,
    childrenOf: childrenFromProc,
    wordsOf: wordsFromProc,
    directoryOf: directoryFromProc,
  };
}

function pidsFromProc(): readonly number[] {
  return readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** `/proc/<pid>/stat`, see proc(5); the name in parentheses may hold anything. */
function factsFromProc(pid: number): ProcessFacts | undefined {
  const stat = readProc(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group, , , foreground] = fields;
  const startTime = fields[19];
  if (!startTime || state === 'Z' || state === 'X') return undefined;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    foreground: Number(foreground),
    isStopped: isStoppedState(state),
    startTime,
    startedAt: bootedAt() + Number(startTime) * tickMs,
  };
}

/** `T`, or `t` under a debugger. */
function isStoppedState(state: string | undefined): boolean {
  return /^t/iu.test(state ?? '');
}

/** Linux tells programs of ticks of 1/100 s, whatever it counts itself. */
const tickMs = 10;
let booted: number | undefined;

function bootedAt(): number {
  booted ??= Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1] ?? 0) * 1000;
  return booted;
}

/** Of its first thread, which is the one that starts others in shells and in Node. */
function childrenFromProc(pid: number): readonly number[] {
  return readProc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function wordsFromProc(pid: number): readonly string[] {
  return readProc(pid, 'cmdline').replace(/\0+$/, '').split('\0');
}

function directoryFromProc(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Empty for a process that is gone or someone else's. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, file === 'cmdline' ? 'utf8' : 'latin1');
  } catch {
    return '';
  }
}

function listProcesses(): string {
  try {
    return runAtOnce('ps', ['-axo', 'pid=,ppid=,pgid=,tpgid=,state=,lstart=,command=']);
  } catch {
    return '';
  }
}

/** Reads `ps -axo pid=,ppid=,pgid=,tpgid=,state=,lstart=,command=` where /proc is missing (macOS). */
export function tableFromPs(output: string): ProcessTable {
  const facts = new Map<number, ProcessFacts>();
  const words = new Map<number, readonly string[]>();
  for (const line of output.split('\n')) {
    const match =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+([A-Z]\S*)\s+(\w+\s+\w+\s+\w+\s+[\d:]+\s+\d+)\s+(.*)$/i.exec(
        line,
      );
    if (!match) continue;
    const [pid = 0, parent = 0, group = 0, foreground = 0] = match.slice(1, 5).map(Number);
    const [state, startTime = '', command = ''] = match.slice(5);
    const startedAt = Date.parse(`${startTime} UTC`);
    const isStopped = isStoppedState(state);
    facts.set(pid, { pid, parent, group, foreground, isStopped, startTime, startedAt });
    words.set(pid, command.split(' '));
  }
  return {
    pids: () => [...facts.keys()],
    of: pid => facts.get(pid),
    childrenOf: pid => [...facts.values()].filter(({ parent }) => parent === pid).map(child => child.pid),
    wordsOf: pid => words.get(pid) ?? [],
    directoryOf: () => undefined,
  };
}
