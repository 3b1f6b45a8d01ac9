/** What stands in `/proc/<pid>/stat` of Linux, see proc(5). */
export interface ProcessStat {
  readonly name: string;
  /** `R` runs, `S` sleeps, `D` waits for a disk, `T` a signal has stopped, `Z` has ended. */
  readonly state: string;
  readonly parent: number;
  /** Process group. */
  readonly group: number;
  /** Leader of its terminal session. */
  readonly session: number;
  /** The group in the foreground of its terminal; 0 or less without a terminal. */
  readonly foreground: number;
  /** Since its start, in user and system mode. */
  readonly cpuSeconds: number;
  /** In ticks since the machine started. */
  readonly startTime: string;
}

/** Linux tells programs of ticks of 1/100 s, whatever it counts itself. */
export const tickMs = 10;

/** Undefined for an empty text, as of a process that is gone. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  // The name may hold anything, blanks and brackets too.
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ');
  const [state, parent, group, session, , foreground] = fields;
  const startTime = fields[19];
  if (!state || !startTime) return undefined;
  return {
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    state,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    foreground: Number(foreground),
    cpuSeconds: ((Number(fields[11]) + Number(fields[12])) * tickMs) / 1000,
    startTime,
  };
}
