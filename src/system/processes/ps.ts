import { promisify } from 'node:util';
import { runAtOnce } from './run-at-once.ts';

/** What `ps` says of a process, where there is no /proc (macOS). */
export interface PsRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly foreground: number;
  /** Begins with the letter that /proc has on Linux. */
  readonly state: string;
  /** A date. */
  readonly start: string;
  /** Its words with blanks between them. */
  readonly command: string;
}

const columns = ['-o', 'pid=,ppid=,pgid=,tpgid=,state=,lstart=,command='];

/** The lines of all that run; waits for them. Empty when they cannot be told. */
export function psOfAll(): string {
  return ask(['-ax', ...columns]);
}

/** The same, without waiting; rejects when they cannot be told. */
export async function psOfAllLater(): Promise<string> {
  const { execFile } = process.getBuiltinModule('node:child_process');
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const { stdout } = await promisify(execFile)('ps', ['-ax', ...columns], { env, maxBuffer: 16 * 1024 ** 2 });
  return stdout;
}

/** Undefined when it does not run. */
export function psOfOne(pid: number): PsRow | undefined {
  return parsePs(ask(['-p', String(pid), ...columns]))[0];
}

/** Seconds since its start in user and system mode, and resident bytes; undefined when it does not run. */
export function psCost(
  pid: number,
): { readonly cpuSeconds: number; readonly memoryBytes: number } | undefined {
  const [time = '', kilobytes] = ask(['-p', String(pid), '-o', 'time=,rss='])
    .trim()
    .split(/\s+/);
  if (kilobytes === undefined) return undefined;
  // `1:02.50`: minutes may be hours and days.
  const [seconds = 0, minutes = 0, hours = 0, days = 0] = time.split(/[:-]/).map(Number).reverse();
  const cpuSeconds = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return { cpuSeconds, memoryBytes: Number(kilobytes) * 1024 };
}

function ask(words: readonly string[]): string {
  try {
    return runAtOnce('ps', words);
  } catch {
    return '';
  }
}

const line = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+([A-Z]\S*)\s+(\w+\s+\w+\s+\w+\s+[\d:]+\s+\d+)\s+(.*)$/i;

/** Zombies are left out: they have ended. */
export function parsePs(output: string): readonly PsRow[] {
  return output.split('\n').flatMap(text => {
    const match = line.exec(text);
    if (!match) return [];
    const [pid = 0, parent = 0, group = 0, foreground = 0] = match.slice(1, 5).map(Number);
    const [state = '', start = '', command = ''] = match.slice(5);
    return state.startsWith('Z') ? [] : [{ pid, parent, group, foreground, state, start, command }];
  });
}
