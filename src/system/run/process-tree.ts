import { setTimeout as wait } from 'node:timers/promises';
import { processTableLater } from '../processes/process-table.ts';

/** A process for good: pids are used again, a pid with its start time is not. */
export interface ProcessId {
  readonly pid: number;
  /** As `processStart` tells it; only good for comparing. */
  readonly startTime: string;
  /** Leader of the terminal session; 0 where the system does not tell. */
  readonly session?: number;
  /** The `launch.sh` of a session, which leads its terminal session and waits for what it runs; only told on Linux. */
  readonly isScript?: boolean;
}

interface ProcessRow extends ProcessId {
  readonly parent: number;
  readonly session: number;
}

/**
 * The process, its children and theirs, also those with a session of their own, and what was left behind in
 * the terminal session that it leads. Parents come before children.
 */
export async function descendants(pid: number): Promise<readonly ProcessId[]> {
  const rows = await readProcesses();
  return treeOf(rows, row => row.pid === pid || row.session === pid);
}

/**
 * What a leader that has ended left behind in its terminal session. None when a process has that number: then it is
 * another program's, since a number is not given out again while a session carries it.
 */
export async function leftBehind(leader: number): Promise<readonly ProcessId[]> {
  const rows = await readProcesses();
  if (rows.some(row => row.pid === leader)) return [];
  return treeOf(rows, row => row.session === leader);
}

/** What a `launch.sh` may take to end by itself once its program has. */
const ownEndMs = 150;

/**
 * Asks all of them and what they start meanwhile to leave (TERM, and HUP for shells), kills after `graceMs` who has
 * not, and waits for it. A `launch.sh` is asked last: when it ends, the terminal goes away, and with it the last words
 * of the others. Returns those that are still there 2 s later. Spares the calling process.
 */
export async function endTree(
  processes: readonly ProcessId[],
  options: { readonly graceMs: number },
): Promise<readonly ProcessId[]> {
  const killAt = performance.now() + options.graceMs;
  const asked = new Set<string>();
  let aloneAt = Number.POSITIVE_INFINITY;
  const leaders = new Map<number, string>();
  for (let known = processes, pauseMs = 10; ; await wait(pauseMs)) {
    pauseMs = Math.min(100, pauseMs * 1.5);
    for (const one of known) if (one.session === one.pid) leaders.set(one.pid, one.startTime);
    known = await stillAlive(known, leaders);
    const now = performance.now();
    if (known.length === 0 || now > killAt + 2000) return known;
    aloneAt = known.every(({ isScript }) => isScript) ? Math.min(aloneAt, now) : Number.POSITIVE_INFINITY;
    const asksScripts = now >= Math.min(aloneAt + ownEndMs, killAt - options.graceMs / 2);
    for (const one of known) {
      if (now >= killAt) send(one.pid, ['SIGKILL']);
      else if (asked.has(keyOf(one)) || (one.isScript && !asksScripts)) continue;
      else send(one.pid, ['SIGTERM', 'SIGHUP', 'SIGCONT']);
      asked.add(keyOf(one));
    }
  }
}

/**
 * Who of them lives, what they started, and what is left in the terminal sessions they led: a child whose parent
 * goes between two looks has no other trace. A session's number is not used again while someone is in it.
 */
async function stillAlive(
  known: readonly ProcessId[],
  leaders: ReadonlyMap<number, string>,
): Promise<readonly ProcessId[]> {
  const rows = await readProcesses();
  const keys = new Set(known.map(keyOf));
  const others = new Set(rows.filter(row => row.startTime !== leaders.get(row.pid)).map(row => row.pid));
  const isLeft = (row: ProcessRow) => leaders.has(row.session) && !others.has(row.session);
  return treeOf(rows, row => keys.has(keyOf(row)) || isLeft(row)).filter(row => row.pid !== process.pid);
}

function keyOf(one: ProcessId): string {
  return `${one.pid} ${one.startTime}`;
}

function send(pid: number, signals: readonly NodeJS.Signals[]): void {
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone meanwhile, or not ours to signal: the next look tells which.
    }
  }
}

function treeOf(rows: readonly ProcessRow[], isRoot: (row: ProcessRow) => boolean): readonly ProcessId[] {
  const children = new Map<number, ProcessRow[]>();
  for (const row of rows) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const found = new Map<number, ProcessId>();
  const open = rows.filter(isRoot);
  for (let row = open.shift(); row; row = open.shift()) {
    if (found.has(row.pid) || row.pid <= 1) continue;
    const { pid, startTime, session, isScript } = row;
    found.set(pid, { pid, startTime, session, ...(isScript && { isScript }) });
    open.push(...(children.get(row.pid) ?? []));
  }
  return [...found.values()];
}

async function readProcesses(): Promise<readonly ProcessRow[]> {
  const table = await processTableLater();
  return table.pids().flatMap(pid => {
    const facts = table.of(pid);
    if (!facts) return [];
    const { parent, session, startTime, name } = facts;
    const isShell = session === pid && name === 'sh';
    const isScript = isShell && table.wordsOf(pid).at(-1)?.endsWith('/launch.sh') === true;
    return [{ pid, parent, session, startTime, isScript }];
  });
}
