import { processStart } from '../../system/processes/process-start.ts';
import { type ProcessTable, processTable } from '../../system/processes/process-table.ts';
import type { ProcessId } from '../../system/run/process-tree.ts';
import type { LocalHost } from './host-calls.ts';
import { forgetOwner, type Owner, thisOwner, writeOwner } from './owner/owners.ts';
import type { Print } from './screen/print-transcript.ts';
import { serveHost } from './socket/serve.ts';

/** Terminals live in this process: in a view, or in a verb that waits for its session. */
export interface Hosting {
  /** The terminals, made by the first who asks. Throws a sentence where this system has none to give. */
  readonly host: () => Promise<LocalHost>;
  /** The same, once there are any. */
  readonly current: () => LocalHost | undefined;
  /** Listens, so that others can start sessions here; the first start here does, too. */
  readonly open: () => Promise<void>;
  /**
   * From its start, gives what the program of a session prints to `print`, as plain text with each line once; all of it
   * before its end is told. To be called before the session is started here.
   */
  readonly printTo: (id: string, print: Print) => void;
  /** How many programs run here. */
  readonly running: () => number;
  /** Ends them with their process trees; nobody reaches them from the moment of the call. */
  readonly close: () => Promise<void>;
}

export interface HostingOptions {
  /** Where owners are on record: `ownersDirectory`. */
  readonly directory: string;
  /** Others may start sessions here. */
  readonly takesOthers: boolean;
  /** When a program starts or ends, and when someone attaches or leaves. */
  readonly onChange: () => void;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** How often it is looked for what programs have started, so that it is ended when this process was killed. */
const lookMs = process.platform === 'linux' ? 2000 : 10_000;

export function openHosting({ directory, takesOthers, onChange, now }: HostingOptions): Hosting {
  let owner: Owner = thisOwner(now(), takesOthers);
  let current: LocalHost | undefined;
  let hosting: Promise<LocalHost> | undefined;
  let listening: Promise<() => void> | undefined;
  const prints = new Map<string, Print>();
  let isClosed = false;
  const record = (isFirst: boolean) => {
    const processes = processesOf(current?.leaders() ?? []);
    const hasTerminals = current !== undefined;
    const isSame = hasTerminals === owner.hasTerminals && sameProcesses(processes, owner.processes);
    if (isSame && !isFirst) return;
    owner = { ...owner, hasTerminals, processes };
    writeOwner(directory, owner);
  };
  const look = () => {
    try {
      if (!isClosed) record(false);
    } catch {
      // A full disk: what was on record before still is.
    }
  };
  const listen = async () => {
    record(true);
    const stop = await serveHost({ directory, host, current: () => current }).catch(error => {
      // Nobody is to ask one who cannot hear.
      forgetOwner(directory, process.pid);
      throw error;
    });
    setInterval(look, lookMs).unref();
    return stop;
  };
  const open = async () => {
    listening ??= listen();
    await listening;
  };
  const load = async () => {
    const { openHost } = await import('./host.ts');
    current = await openHost({
      mark: owner.mark,
      printOf: id => prints.get(id),
      onChange: () => {
        look();
        onChange();
      },
    });
    return current;
  };
  const host = async () => {
    if (isClosed) throw new Error('The view in which sessions live is closing.');
    await open();
    hosting ??= load();
    return hosting;
  };
  return {
    host,
    current: () => current,
    open,
    printTo: (id, print) => void prints.set(id, print),
    running: () => current?.leaders().length ?? 0,
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      (await listening?.catch(() => undefined))?.();
      await current?.close();
      if (listening) forgetOwner(directory, process.pid);
    },
  };
}

/** The programs and what they have started, each with its start time. */
function processesOf(leaders: readonly number[]): readonly ProcessId[] {
  if (leaders.length === 0) return [];
  const table = processTable();
  return leaders.flatMap(leader => treeOf(table, leader));
}

function treeOf(table: ProcessTable, leader: number): readonly ProcessId[] {
  const found: ProcessId[] = [];
  const open = [leader];
  for (let pid = open.shift(); pid !== undefined; pid = open.shift()) {
    const startTime = table.of(pid)?.startTime ?? processStart(pid);
    if (startTime === undefined) continue;
    found.push({ pid, startTime, ...(pid === leader && { session: leader }) });
    open.push(...table.childrenOf(pid));
  }
  return found;
}

function sameProcesses(some: readonly ProcessId[], others: readonly ProcessId[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ pid, startTime }, index) => {
      const other = others[index];
      return pid === other?.pid && startTime === other.startTime;
    })
  );
}
